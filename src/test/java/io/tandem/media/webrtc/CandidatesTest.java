package io.tandem.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
    private static final String OURS = Offers.SESSION
            + """
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=candidate:11 1 udp 2122194687 10.0.0.5 40000 typ host generation 0
            a=candidate:12 1 udp 2122194687 2001:db8::5 40001 typ host generation 0
            a=candidate:13 1 udp 2122194687 fe80::5 40002 typ host generation 0
            a=candidate:14 1 udp 2122194687 169.254.3.4 40003 typ host generation 0
            a=candidate:15 1 udp 1685987071 198.51.100.9 40000 typ srflx raddr 10.0.0.5 rport 40000 generation 0
            """;

    @Test
    void dropsIpv6LinkLocalAndUnresolvableCandidatesOfThePeer() throws Exception {
        assertThat(ofOffer(false)).containsExactly("1");
        assertThat(ofOffer(true)).containsExactly("1", "2");
    }

    @Test
    void showsNeitherLinkLocalNorUnwantedIpv6Candidates() {
        assertThat(foundations(Candidates.ofOurs(OURS, false, ""))).containsExactly("11", "15");
        assertThat(foundations(Candidates.ofOurs(OURS, true, ""))).containsExactly("11", "12", "15");
    }

    @Test
    void putsTheExternalAddressBeforeTheHostsOwn() {
        String shown = Candidates.ofOurs(OURS, true, "203.0.113.7");
        assertThat(Offers.lines(shown))
                .containsSubsequence(
                        "a=candidate:x11 1 udp 2122194687 203.0.113.7 40000 typ host generation 0",
                        "a=candidate:11 1 udp 2122194687 10.0.0.5 40000 typ host generation 0");
        assertThat(foundations(shown)).containsExactly("x11", "11", "12", "15");
    }

    @Test
    void takesSingleCandidatesInBothSpellings() throws Exception {
        String candidate = "candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host";
        assertThat(Candidates.single(candidate, false)).isEqualTo(candidate);
        assertThat(Candidates.single("a=" + candidate, false)).isEqualTo(candidate);
        assertThat(Candidates.single(candidate.replace("192.168.1.7", "2001:db8::1"), false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "candidate:1",
                "candidate:1 1 udp 2122260223 192.168.1.7 port typ host",
                "candidate:1 1 udp x 192.168.1.7 50000 typ host",
                "candidate:\u0000 1 udp 1 h 1"
            })
    void saysWhatACandidateLooksLike(String text) {
        assertThatThrownBy(() -> Candidates.single(text, true))
                .isInstanceOf(OfferException.class)
                .hasMessageContaining("expected: candidate:<foundation>");
    }

    @Test
    void doesNotRepeatAnEndlessText() {
        assertThatThrownBy(() -> Candidates.single("x".repeat(100_000), true))
                .message()
                .hasSizeLessThan(250);
    }

    private static List<String> ofOffer(boolean ipv6) throws OfferException {
        return foundations(OfferFilter.apply(new Offer(Offers.SESSION + Offers.AUDIO, Set.of("opus"), ipv6)));
    }

    private static List<String> foundations(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> line.substring("a=candidate:".length(), line.indexOf(' ')))
                .toList();
    }
}
