package io.tandem.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferFilterTest {

    @ParameterizedTest
    @CsvSource({"opus, 111", "g722, 9", "pcmu, 0", "pcma, 8"})
    void keepsTheCodecThatIsAskedForAndDigits(String codec, String payload) throws Exception {
        List<String> lines = filtered(Offers.SESSION + Offers.AUDIO, codec);
        assertThat(lines).contains("m=audio 9 UDP/TLS/RTP/SAVPF " + payload + " 110 126");
        assertThat(lines.stream().filter(line -> line.startsWith("a=rtpmap:")))
                .hasSize(3)
                .contains("a=rtpmap:110 telephone-event/48000", "a=rtpmap:126 telephone-event/8000");
        assertThat(lines.stream().anyMatch(line -> line.startsWith("a=fmtp:111")))
                .isEqualTo(codec.equals("opus"));
    }

    @Test
    void keepsSeveralCodecsInThePeersOrder() throws Exception {
        assertThat(filtered(Offers.SESSION + Offers.AUDIO, "pcma", "opus", "g722"))
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 111 9 8 110 126");
    }

    @Test
    void knowsStaticPayloadTypesThatHaveNoRtpmap() throws Exception {
        String offer = (Offers.SESSION + Offers.AUDIO).replace("a=rtpmap:0 PCMU/8000\n", "");
        assertThat(filtered(offer, "pcmu")).contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 110 126");
    }

    @Test
    void refusesVideoAndDataAndLeavesThemOutOfTheBundle() throws Exception {
        List<String> lines = filtered(Offers.SESSION + Offers.VIDEO + Offers.AUDIO + Offers.DATA, "opus");
        assertThat(lines)
                .contains(
                        "m=video 0 UDP/TLS/RTP/SAVPF 96",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
                        "a=group:BUNDLE 0");
        assertThat(lines.stream().filter(line -> line.startsWith("m=")).map(line -> line.substring(0, 7)))
                .containsExactly("m=video", "m=audio", "m=appli");
    }

    @Test
    void refusesASecondAudioSection() throws Exception {
        assertThat(filtered(Offers.SESSION + Offers.AUDIO + Offers.AUDIO.replace("m=audio 9", "m=audio 10"), "opus"))
                .anyMatch(line -> line.startsWith("m=audio 0"));
    }

    @Test
    void endsEveryLineAsTheRfcWants() throws Exception {
        String sdp = OfferFilter.apply(new Offer(Offers.SESSION + Offers.AUDIO, Set.of("opus"), false));
        assertThat(sdp.split("\n")).allMatch(line -> line.endsWith("\r"));
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused("hello", "\"hello\"", "v=0");
        assertRefused("", "v=0");
        assertRefused(Offers.SESSION, "no media section", "an audio section");
        assertRefused(Offers.SESSION + Offers.VIDEO, "m=video", "an audio section");
        assertRefused(Offers.SESSION + Offers.AUDIO.replace("m=audio 9", "m=audio 0"), "an audio section");
        for (String attribute : List.of("fingerprint", "ice-ufrag", "ice-pwd")) {
            assertRefused(Offers.SESSION + Offers.AUDIO.replace("a=" + attribute, "a=x-" + attribute), attribute);
        }
        assertRefused(Offers.SESSION + Offers.AUDIO.replace("opus", "speex"), "speex", "expected: one of opus");
    }

    @ParameterizedTest
    @CsvSource({"sendrecv, false", "recvonly, false", "sendonly, true", "inactive, true"})
    void readsHoldFromTheDirection(String direction, boolean held) {
        assertThat(OfferFilter.holds(Offers.SESSION + Offers.AUDIO.replace("sendrecv", direction)))
                .isEqualTo(held);
    }

    @Test
    void readsTheCodecOfAnAnswer() {
        assertThat(OfferFilter.codec(Offers.SESSION + Offers.AUDIO)).isEqualTo("opus");
        assertThat(OfferFilter.codec(Offers.SESSION)).isEmpty();
    }

    private static void assertRefused(String sdp, String... words) {
        assertThatThrownBy(() -> filtered(sdp, "opus"))
                .isInstanceOf(OfferException.class)
                .message()
                .startsWith("offer: ")
                .contains(words)
                .contains("expected");
    }

    private static List<String> filtered(String sdp, String... codecs) throws OfferException {
        return Offers.lines(OfferFilter.apply(new Offer(sdp, Set.of(codecs), false)));
    }
}
