package io.tandem.media.sdp;

import static io.tandem.media.sdp.Offers.ASTERISK;
import static io.tandem.media.sdp.Offers.WITH_VIDEO_FAX_AND_MORE_AUDIO;
import static io.tandem.media.sdp.Offers.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.media.sdp.OfferAnswer.Agreed;
import io.tandem.media.sdp.OfferAnswer.Offered;
import io.tandem.media.sdp.OfferAnswer.Refused;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffererTest {

    private static final String ANSWER =
            """
            v=0
            o=- 9 9 IN IP4 192.0.2.10
            s=-
            c=IN IP4 192.0.2.10
            t=0 0
            m=audio 14822 RTP/AVP 8 0 100
            a=rtpmap:100 telephone-event/8000
            a=ptime:30
            """;

    @Test
    void offersAllOurCodecsAndTelephoneEvent() {
        assertThat(OfferAnswer.offer(state()).sdp())
                .isEqualTo(
                        """
                        v=0
                        o=- 4711 1 IN IP4 127.0.0.1
                        s=-
                        c=IN IP4 127.0.0.1
                        t=0 0
                        m=audio 12000 RTP/AVP 0 8 9 101
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:9 G722/8000
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-16
                        a=ptime:20
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void sendsTheAnswersFirstCodecByTheAnswersNumbersAndReceivesByOurs() {
        Offered offered = OfferAnswer.offer(state());
        Agreed agreed = (Agreed) OfferAnswer.accept(offered.state(), ANSWER);
        assertThat(agreed.localSdp()).isEqualTo(offered.sdp());
        assertThat(agreed.changed()).isTrue();
        assertThat(agreed.media())
                .isEqualTo(new NegotiatedMedia(
                        new InetSocketAddress("192.0.2.10", 14822),
                        new InetSocketAddress("192.0.2.10", 14823),
                        false,
                        Codecs.PCMA,
                        8,
                        Map.of(0, Codecs.PCMU, 8, Codecs.PCMA),
                        100,
                        101,
                        30,
                        -1,
                        true,
                        true));
    }

    @Test
    void anUnchangedSecondExchangeIsARefresh() {
        Agreed first = (Agreed) OfferAnswer.accept(OfferAnswer.offer(state()).state(), ANSWER);
        Offered again = OfferAnswer.offer(first.state());
        assertThat(again.sdp()).isEqualTo(first.localSdp());
        assertThat(((Agreed) OfferAnswer.accept(again.state(), ANSWER)).changed())
                .isFalse();
    }

    @Test
    void anOfferInACallNamesAllCodecsAgainAndKeepsLinesAndNumbers() {
        Agreed inbound = (Agreed) OfferAnswer.answer(state(), WITH_VIDEO_FAX_AND_MORE_AUDIO);
        String sdp = OfferAnswer.offer(inbound.state()).sdp();
        assertThat(sdp.lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=video 0 RTP/AVP 99",
                        "m=audio 0 RTP/SAVP 0",
                        "m=audio 12000 RTP/AVP 0 8 9 96",
                        "m=audio 0 RTP/AVP 8",
                        "m=image 0 udptl t38",
                        "m=text 0 RTP/AVP 98",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(sdp).contains("o=- 4711 2 IN IP4").contains("a=mid:v0");
    }

    @Test
    void keepsMultiplexingThatIsInForce() {
        Agreed inbound = (Agreed) OfferAnswer.answer(state(), ASTERISK + "a=rtcp-mux\n");
        Offered offered = OfferAnswer.offer(inbound.state());
        assertThat(offered.sdp()).contains("a=rtcp-mux");
        Agreed agreed = (Agreed) OfferAnswer.accept(offered.state(), ANSWER + "a=rtcp-mux\n");
        assertThat(agreed.media().rtcpMux()).isTrue();
        assertThat(agreed.media().remoteRtcp()).isEqualTo(agreed.media().remoteRtp());
    }

    @Test
    void ignoresMultiplexingThatWasNotOffered() {
        Agreed agreed = (Agreed) OfferAnswer.accept(OfferAnswer.offer(state()).state(), ANSWER + "a=rtcp-mux\n");
        assertThat(agreed.media().rtcpMux()).isFalse();
    }

    @Test
    void understandsAnAnswerThatHolds() {
        NegotiatedMedia held =
                ((Agreed) OfferAnswer.accept(OfferAnswer.offer(state()).state(), ANSWER + "a=inactive\n")).media();
        assertThat(held.sending()).isFalse();
        assertThat(held.receiving()).isFalse();
    }

    @Test
    void numbersCodecsWithoutAStaticNumberFrom96On() {
        AudioCodec dynamic =
                new AudioCodec("L16", -1, 8_000, 8_000, 16, Codecs.PCM_8K.encoder(), Codecs.PCM_8K.decoder());
        SdpState state = SdpState.initial(1, state().address(), 12_000, List.of(dynamic, Codecs.PCMU), 20);
        assertThat(OfferAnswer.offer(state).sdp()).contains("RTP/AVP 96 0 101", "a=rtpmap:96 L16/8000");
    }

    @Test
    void refusesABadAnswer() {
        SdpState offered = OfferAnswer.offer(state()).state();
        assertThat(OfferAnswer.accept(offered, "nonsense")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.warning()).isEqualTo("SDP 'nonsense' (expected: v=0 as the first line)");
        });
        assertThat(((Refused) OfferAnswer.accept(offered, ANSWER + "m=video 5 RTP/AVP 99\n")).warningCode())
                .isEqualTo(304);
        assertThat(((Refused) OfferAnswer.accept(offered, ANSWER.replace("14822", "0"))).warningCode())
                .isEqualTo(304);
        assertThat(((Refused) OfferAnswer.accept(offered, ANSWER.replace("8 0 100", "18"))).warningCode())
                .isEqualTo(305);
        assertThatThrownBy(() -> OfferAnswer.accept(state(), ANSWER)).isInstanceOf(IllegalStateException.class);
    }
}
