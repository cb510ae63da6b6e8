package io.tandem.frontend.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import io.tandem.media.sdp.SdpState;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogTest {

    @Test
    void isNamedByCallIdAndTags() {
        assertThat(dialog().id()).isEqualTo("c1-ours-theirs");
    }

    @Test
    void countsItsRequestsAndSendsThemToTheTarget() {
        Dialog.Outgoing first = dialog().request("BYE");
        Dialog.Outgoing second = first.dialog().request("INFO");
        assertThat(first.requestUri()).isEqualTo("sip:a@192.0.2.1");
        assertThat(first.routes()).isEmpty();
        assertThat(List.of(first.cseq(), second.cseq())).containsExactly(1L, 2L);
    }

    @Test
    void putsALooseRouteSetInFrontOfTheTarget() {
        Dialog.Outgoing bye = dialog("<sip:p1.example;lr>", "<sip:p2.example;transport=tcp;lr>")
                .request("BYE");
        assertThat(bye.requestUri()).isEqualTo("sip:a@192.0.2.1");
        assertThat(bye.routes()).containsExactly("<sip:p1.example;lr>", "<sip:p2.example;transport=tcp;lr>");
    }

    @Test
    void givesAStrictRouterTheRequestUriItWants() {
        Dialog.Outgoing bye = dialog("<sip:p1.example>", "<sip:p2.example;lr>").request("BYE");
        assertThat(bye.requestUri()).isEqualTo("sip:p1.example");
        assertThat(bye.routes()).containsExactly("<sip:p2.example;lr>", "<sip:a@192.0.2.1>");
    }

    @Test
    void doesNotTakeAParameterThatStartsLikeLrForIt() {
        assertThat(dialog("<sip:p1.example;lrx>").request("BYE").requestUri()).isEqualTo("sip:p1.example;lrx");
    }

    @Test
    void refusesOnlyWhatIsOlderThanTheLastRequest() {
        Dialog later = dialog().received(7);
        assertThat(later.isOutOfOrder(6)).isTrue();
        assertThat(later.isOutOfOrder(7)).isFalse();
        assertThat(later.received(3).remoteCSeq()).isEqualTo(7);
    }

    @Test
    void followsTheContactButKeepsTheRouteSet() {
        Dialog moved = dialog("<sip:p1.example;lr>").retargeted("sip:a@192.0.2.9:5070");
        assertThat(moved.request("BYE").requestUri()).isEqualTo("sip:a@192.0.2.9:5070");
        assertThat(moved.routeSet()).containsExactly("<sip:p1.example;lr>");
    }

    @Test
    void waitsForTheAckOfItsLast2xxOnly() {
        Dialog answered = dialog().answered(new Dialog.Unacknowledged(5, "SIP/2.0 200 OK", false));
        assertThat(answered.awaitsAck(5)).isTrue();
        assertThat(answered.awaitsAck(4)).isFalse();
        assertThat(answered.acknowledged().awaitsAck(5)).isFalse();
    }

    private static Dialog dialog(String... routes) {
        SdpState sdp = SdpState.initial(1, InetAddress.getLoopbackAddress(), 12000, Codecs.rtp(), 20);
        return new Dialog(
                "c1",
                "ours",
                "theirs",
                "<sip:b@x>;tag=ours",
                "<sip:a@x>;tag=theirs",
                0,
                1,
                List.of(routes),
                "sip:a@192.0.2.1",
                sdp,
                null);
    }
}
