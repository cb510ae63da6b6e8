package io.tandem.media.sdp;

import static io.tandem.media.sdp.Offers.ASTERISK;
import static io.tandem.media.sdp.Offers.FREESWITCH;
import static io.tandem.media.sdp.Offers.LINPHONE;
import static io.tandem.media.sdp.Offers.TWILIO;
import static io.tandem.media.sdp.Offers.WITH_VIDEO_FAX_AND_MORE_AUDIO;
import static io.tandem.media.sdp.Offers.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import io.tandem.media.sdp.OfferAnswer.Agreed;
import io.tandem.media.sdp.OfferAnswer.Outcome;
import io.tandem.media.sdp.OfferAnswer.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {

    @Test
    void answersAsteriskInItsOwnOrder() {
        Agreed agreed = agree(ASTERISK);
        assertThat(agreed.localSdp())
                .isEqualTo(
                        """
                        v=0
                        o=- 4711 1 IN IP4 127.0.0.1
                        s=-
                        c=IN IP4 127.0.0.1
                        t=0 0
                        m=audio 12000 RTP/AVP 8 0 9 101
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:9 G722/8000
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-16
                        a=ptime:20
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
        NegotiatedMedia media = agreed.media();
        assertThat(media.remoteRtp()).isEqualTo(new InetSocketAddress("192.0.2.10", 14822));
        assertThat(media.remoteRtcp()).isEqualTo(new InetSocketAddress("192.0.2.10", 14823));
        assertThat(media.sendCodec()).isSameAs(Codecs.PCMA);
        assertThat(media.sendPayloadType()).isEqualTo(8);
        assertThat(media.receiveCodecs()).isEqualTo(Map.of(8, Codecs.PCMA, 0, Codecs.PCMU, 9, Codecs.G722));
        assertThat(media.sendEventPayloadType()).isEqualTo(101);
        assertThat(media.receiveEventPayloadType()).isEqualTo(101);
        assertThat(media.comfortNoisePayloadType()).isEqualTo(-1);
        assertThat(media.sending()).isTrue();
        assertThat(media.receiving()).isTrue();
        assertThat(agreed.changed()).isTrue();
    }

    @Test
    void takesFreeSwitchsTelephoneEventAtTheClockOfOurCodecsAndNoComfortNoiseForACodec() {
        Agreed agreed = agree(FREESWITCH);
        assertThat(agreed.media().sendCodec()).isSameAs(Codecs.G722);
        assertThat(agreed.media().sendEventPayloadType()).isEqualTo(101);
        assertThat(agreed.media().comfortNoisePayloadType()).isEqualTo(13);
        assertThat(agreed.localSdp()).contains("m=audio 12000 RTP/AVP 9 0 8 101\r\n");

        assertThat(OfferAnswer.answer(state(), FREESWITCH.replaceFirst("102 9 0 8 103", "13 103")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void answersTwilio() {
        assertThat(agree(TWILIO).media().sendCodec()).isSameAs(Codecs.PCMU);
    }

    @Test
    void answersLinphoneOverIpv6WithFeedbackProfileMuxAndStaticNumbersWithoutRtpmap() {
        Agreed agreed = agree(LINPHONE);
        assertThat(agreed.localSdp()).contains("m=audio 12000 RTP/AVPF 9 8 101\r\n", "a=mid:as\r\n", "a=rtcp-mux\r\n");
        assertThat(agreed.media().rtcpMux()).isTrue();
        assertThat(agreed.media().remoteRtp()).isEqualTo(new InetSocketAddress("2001:db8::42", 7078));
        assertThat(agreed.media().remoteRtcp()).isEqualTo(agreed.media().remoteRtp());
    }

    @Test
    void refusesEveryOtherLineInItsPlace() {
        Agreed agreed = agree(WITH_VIDEO_FAX_AND_MORE_AUDIO);
        assertThat(agreed.localSdp().lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=video 0 RTP/AVP 99",
                        "m=audio 0 RTP/SAVP 0",
                        "m=audio 12000 RTP/AVP 0 96",
                        "m=audio 0 RTP/AVP 8",
                        "m=image 0 udptl t38",
                        "m=text 0 RTP/AVP 98",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(agreed.localSdp()).contains("a=mid:v0");
        assertThat(agreed.media().receiveEventPayloadType()).isEqualTo(96);
    }

    @Test
    void followsTheOffersDynamicNumbers() {
        String offer = ASTERISK.replace("AVP 8 0 9 101", "AVP 110 100")
                .replace(":8 PCMA", ":110 pcma")
                .replace(":101 telephone", ":100 telephone");
        NegotiatedMedia media = agree(offer).media();
        assertThat(media.sendPayloadType()).isEqualTo(110);
        assertThat(media.receiveCodecs()).isEqualTo(Map.of(110, Codecs.PCMA));
        assertThat(media.sendEventPayloadType()).isEqualTo(100);
    }

    @Test
    void anRtpmapOverridesAStaticNumber() {
        assertThat(OfferAnswer.answer(
                        state(), ASTERISK.replace("8 0 9 101", "0").replace("0 PCMU/8000", "0 opus/48000/2")))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv,192.0.2.1,sendrecv,true,true",
        "sendonly,192.0.2.1,recvonly,false,true",
        "recvonly,192.0.2.1,sendonly,true,false",
        "inactive,192.0.2.1,inactive,false,false",
        "sendrecv,0.0.0.0,recvonly,false,true"
    })
    void answersEveryFormOfHold(String offered, String host, String answered, boolean sending, boolean receiving) {
        String mediaLevel =
                ASTERISK.replace("a=sendrecv", "a=" + offered).replace("c=IN IP4 192.0.2.10", "c=IN IP4 " + host);
        String sessionLevel = mediaLevel.replace("a=" + offered + "\n", "").replace("t=0 0", "t=0 0\na=" + offered);
        for (String offer : List.of(mediaLevel, sessionLevel)) {
            Agreed agreed = agree(offer);
            assertThat(agreed.localSdp()).contains("a=" + answered + "\r\n");
            assertThat(agreed.media().sending()).isEqualTo(sending);
            assertThat(agreed.media().receiving()).isEqualTo(receiving);
        }
    }

    @ParameterizedTest
    @CsvSource({"sendrecv,sendonly,sendonly", "sendonly,inactive,inactive", "recvonly,sendonly,sendonly"})
    void whoIsHeldStaysHeldByItsOwnOffers(String offered, String answered, String offeredByUs) {
        Agreed before = agree(ASTERISK);
        String offer =
                ASTERISK.replace("a=sendrecv", "a=" + offered).replaceFirst("(?m)^o=.*$", "o=- 1 99 IN IP4 192.0.2.10");
        Agreed agreed = (Agreed) OfferAnswer.answer(before.state().holding(true), offer);
        assertThat(agreed.localSdp()).contains("a=" + answered + "\r\n");
        assertThat(agreed.media().receiving()).isFalse();
        assertThat(OfferAnswer.offer(agreed.state()).sdp()).contains("a=" + offeredByUs + "\r\n");
        assertThat(OfferAnswer.offer(agreed.state().holding(false)).sdp()).contains("a=sendrecv\r\n");
    }

    @Test
    void aDirectionOfTheLineBeatsTheSessions() {
        Agreed agreed = agree(ASTERISK.replace("t=0 0", "t=0 0\na=inactive"));
        assertThat(agreed.media().sending()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,14822",
        "phone.example.org,14822",
        "192.0.2.10,9",
        "224.0.0.1,14822",
        "::,14822",
        "1.2.3.400,14822",
        "dead:beef,14822"
    })
    void waitsForPacketsWhereTheAddressCannotBeUsed(String host, int port) {
        String offer =
                ASTERISK.replace("c=IN IP4 192.0.2.10", "c=IN IP4 " + host).replace("14822", "" + port);
        NegotiatedMedia media = agree(offer).media();
        assertThat(media.remoteRtp()).isNull();
        assertThat(media.remoteRtcp()).isNull();
    }

    @Test
    void keepsAPrivateAddressForTheEndpointToJudge() {
        assertThat(agree(ASTERISK.replace("192.0.2.10", "10.0.0.4")).media().remoteRtp())
                .isEqualTo(new InetSocketAddress("10.0.0.4", 14822));
    }

    @Test
    void readsWhereRtcpGoes() {
        assertThat(agree(ASTERISK + "a=rtcp:5999\n").media().remoteRtcp())
                .isEqualTo(new InetSocketAddress("192.0.2.10", 5999));
        assertThat(agree(ASTERISK + "a=rtcp:5999 IN IP4 192.0.2.99\n").media().remoteRtcp())
                .isEqualTo(new InetSocketAddress("192.0.2.99", 5999));
        assertThat(agree(ASTERISK + "a=rtcp:nonsense\n").media().remoteRtcp())
                .isEqualTo(new InetSocketAddress("192.0.2.10", 14823));
    }

    @ParameterizedTest
    @CsvSource({"30,60,30", "20,10,10", "25,60,20", "200,200,60", "5,60,10", "0,60,20", "x,y,20", "40,30,30"})
    void sendsThePacketTimeThatTheFarEndWants(String ptime, String maxptime, int sent) {
        String offer = ASTERISK.replace("ptime:20", "ptime:" + ptime).replace("maxptime:140", "maxptime:" + maxptime);
        assertThat(agree(offer).media().sendPtimeMillis()).isEqualTo(sent);
    }

    @Test
    void aRefreshGetsTheDescriptionInForceAndChangesNothing() {
        Agreed first = agree(ASTERISK);
        Agreed refresh = (Agreed) OfferAnswer.answer(first.state(), ASTERISK);
        assertThat(refresh).isEqualTo(new Agreed(first.state(), first.localSdp(), first.media(), false));
    }

    @Test
    void ourVersionRisesOnlyWhenOurTextChanges() {
        Agreed first = agree(ASTERISK);
        Agreed moved = agree(first.state(), version(ASTERISK, 9).replace("14822", "15000"));
        assertThat(moved.localSdp()).isEqualTo(first.localSdp());
        assertThat(moved.changed()).isTrue();
        assertThat(moved.media().remoteRtp()).isEqualTo(new InetSocketAddress("192.0.2.10", 15000));

        Agreed held =
                agree(moved.state(), version(ASTERISK, 3).replace("sendrecv", "sendonly")); // a version that went down
        assertThat(held.localSdp()).contains("o=- 4711 2 IN IP4", "a=recvonly");
        Agreed resumed = agree(held.state(), version(ASTERISK, 4));
        assertThat(resumed.localSdp()).contains("o=- 4711 3 IN IP4", "a=sendrecv");
    }

    @Test
    void aFailedReofferLeavesTheStateAsItWas() {
        Agreed first = agree(ASTERISK);
        Outcome refused = OfferAnswer.answer(first.state(), version(only("18", "a=rtpmap:18 G729/8000"), 2));
        assertThat(refused).isEqualTo(new Refused(488, 305, "no common codec (expected: PCMU, PCMA, G722)"));
        assertThat(agree(first.state(), ASTERISK).changed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 5000 RTP/SAVP 0",
                "m=audio 5000 UDP/TLS/RTP/SAVPF 0",
                "m=audio 0 RTP/AVP 0",
                "m=video 5000 RTP/AVP 99",
                ""
            })
    void refusesAnOfferWithoutPlainAudio(String line) {
        Refused refused = (Refused) OfferAnswer.answer(
                state(), "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + line + "\n");
        assertThat(refused.status()).isEqualTo(488);
        assertThat(refused.warningCode()).isEqualTo(304);
        assertThat(refused.warning()).contains("expected: audio over RTP/AVP");
    }

    @Test
    void nothingOfTheOfferIsEchoedButTokens() {
        String offer = ASTERISK.replace("a=ptime:20", "a=mid:a b\"<x>\na=ptime:20\na=evil:\u0000\u0007");
        assertThat(agree(offer).localSdp()).doesNotContain("mid", "evil");
        assertThat(OfferAnswer.answer(state(), ASTERISK.replace("8 0 9 101", "8 \u0001")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.warning()).matches("[ -~]*").doesNotContain("\"");
                });
    }

    @Test
    void anIpv6AddressOfOursIsWrittenWithoutItsScope() throws Exception {
        InetAddress own =
                InetAddress.getByAddress(null, InetAddress.getByName("fe80::1").getAddress());
        SdpState state = SdpState.initial(1, own, 12_000, Codecs.rtp(), 20);
        assertThat(OfferAnswer.offer(state).sdp()).contains("c=IN IP6 fe80:0:0:0:0:0:0:1\r\n");
    }

    private static String version(String offer, int version) {
        return offer.replaceFirst("(o=\\S+ \\S+) \\S+", "$1 " + version);
    }

    private static String only(String format, String attribute) {
        return ASTERISK.replace("8 0 9 101", format) + attribute + "\n";
    }

    private static Agreed agree(String offer) {
        return agree(state(), offer);
    }

    private static Agreed agree(SdpState state, String offer) {
        Outcome outcome = OfferAnswer.answer(state, offer);
        assertThat(outcome).isInstanceOf(Agreed.class);
        return (Agreed) outcome;
    }
}
