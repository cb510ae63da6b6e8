package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.Digits;
import io.tandem.call.Event;
import io.tandem.call.LiveCall;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Digits that calls out press at SIPp. */
@RequiresTool("sipp")
class SendDtmfIT {

    @Test
    void theFarEndReadsEachDigitOnceAmongTheAudio() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RtpPeer peer = new RtpPeer();
                SippRunner.Callee callee = hears(peer)) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            press(call, "1", "19w*00#D");
            acknowledged(call, "1");
            await().untilAsserted(() -> assertThat(peer.digits()).isEqualTo("19*00#D"));
            long before = peer.packets();
            await().until(() -> peer.packets() > before + 10);
            press(call, "2", "5");
            acknowledged(call, "2");
            await().untilAsserted(() -> assertThat(peer.digits()).isEqualTo("19*00#D5"));
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void goByInfoWhereTheAudioCannotCarryThem() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-takes-digits-by-info")) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            press(call, "1", "5#");
            acknowledged(call, "1");
            press(call, "2", "7");
            assertThat(error(call, "2")).contains("digit 1", "415");
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void aHangupOvertakesThem() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RtpPeer peer = new RtpPeer();
                SippRunner.Callee callee = hears(peer)) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            press(call, "1", "5,,,,,,,,,,,,6");
            await().untilAsserted(() -> assertThat(peer.digits()).isEqualTo("5"));
            SipServer.tell(call, SipServer.hangup(Map.of()));
            assertThat(error(call, "1")).isEqualTo("overtaken by hangup");
            passed(callee);
            assertThat(peer.digits()).isEqualTo("5");
            server.awaitFree();
        }
    }

    private static SippRunner.Callee hears(RtpPeer peer) throws Exception {
        return SippRunner.callee("callee-hears-digits", "-key", "rtp_port", Integer.toString(peer.port()));
    }

    private static void press(LiveCall call, String id, String digits) {
        Digits pressed = new Digits(digits, Duration.ofMillis(100), Duration.ofMillis(60), false);
        call.actor().tell(new CallActor.Execute(new Command.SendDtmf(pressed), id, null));
    }

    private static void acknowledged(LiveCall call, String id) {
        await().untilAsserted(() -> assertThat(SipServer.events(call)).contains(new Event.Ack(id)));
    }

    private static String error(LiveCall call, String id) {
        return await().until(
                        () -> SipServer.events(call).stream()
                                .filter(event -> event instanceof Event.Error error && id.equals(error.commandId()))
                                .findFirst(),
                        Optional::isPresent)
                .map(event -> ((Event.Error) event).error())
                .orElseThrow();
    }

    private static void passed(SippRunner.Callee callee) throws Exception {
        SippRunner.Result result = callee.result();
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
