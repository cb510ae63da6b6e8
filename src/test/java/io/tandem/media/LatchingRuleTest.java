package io.tandem.media;

import static io.tandem.media.RtpEndpoint.Latching.ALWAYS;
import static io.tandem.media.RtpEndpoint.Latching.AUTO;
import static io.tandem.media.RtpEndpoint.Latching.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatchingRuleTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5, 203.0.113.5, false",
        "203.0.113.5, 203.0.113.6, true",
        "10.0.0.1, 203.0.113.6, true",
        "10.0.0.1, 10.0.0.1, false",
        "127.0.0.1, 127.0.0.1, false",
        "fd00::1, , true",
        "192.168.1.2, , true",
        "203.0.113.5, , false",
        ", 203.0.113.5, true"
    })
    void doubtsOnlyAddressesThatAreNotWhereTheSignallingComesFrom(String sdp, String source, boolean allowed)
            throws Exception {
        InetSocketAddress media = sdp == null ? null : new InetSocketAddress(sdp, 4000);
        InetAddress signalling = source == null ? null : InetAddress.getByName(source);
        assertThat(LatchingRule.othersAllowed(AUTO, media, signalling)).isEqualTo(allowed);
        assertThat(LatchingRule.othersAllowed(ALWAYS, media, signalling)).isTrue();
        assertThat(LatchingRule.othersAllowed(NEVER, media, signalling)).isFalse();
    }
}
