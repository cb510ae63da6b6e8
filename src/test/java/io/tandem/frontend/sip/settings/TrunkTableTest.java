package io.tandem.frontend.sip.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrunkTableTest {

    private static final TrunkTable TABLE = new TrunkTable(List.of(
            trunk("wide", "198.51.100.0/24", "2001:db8::/32"),
            trunk("narrow", "198.51.100.128/25"),
            trunk("host", "198.51.100.200", "2001:db8:1::7")));

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, wide", "198.51.100.127, wide", "198.51.100.128, narrow", "198.51.100.200, host",
        "2001:db8:2::1, wide", "2001:db8:1::7, host", "198.51.101.1, ", "::ffff:1:2, "
    })
    void takesTheLongestPrefix(String address, String trunk) throws UnknownHostException {
        assertThat(TABLE.of(InetAddress.getByName(address)).map(Trunk::name).orElse(null))
                .isEqualTo(trunk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.com", "1.2.3.4/33", "::/129", "1.2.3/8", "1.2.3.4/", "1.2.3.4/-1", "300.1.1.1"})
    void namesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source: " + text + " (expected:");
    }

    @Test
    void holdsEverythingWithPrefixZero() throws UnknownHostException {
        assertThat(Cidr.parse("0.0.0.0/0").contains(InetAddress.getByName("203.0.113.5")))
                .isTrue();
        assertThat(Cidr.parse("0.0.0.0/0").contains(InetAddress.getByName("::1")))
                .isFalse();
    }

    private static Trunk trunk(String name, String... sources) {
        return new Trunk(name, List.of(sources).stream().map(Cidr::parse).toList(), false, 0, 0, null);
    }
}
