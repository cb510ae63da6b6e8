package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.CallOptions;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.LiveCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a call ends when its peer does not play along. */
class LegEndIT {

    @Test
    void anUnansweredByeDoesNotHoldUpTheCallsEnd() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip peer = RawSip.udp(server.port())) {
            new RawCall(peer).connect(40_000);
            LiveCall call = server.nextCall();
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            assertThat(server.frontEnd.load().legs())
                    .as("the BYE is not settled yet")
                    .isOne();
            assertThat(peer.receiveRequest()).startsWith("BYE ");
            server.awaitFree();
        }
    }

    @Test
    void theByeOfACallHungUpBeforeTheAckWaitsForItButTheCallDoesNot() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            peer.send(raw.invite(40_000));
            String answer = peer.receiveFinal();
            LiveCall call = server.nextCall();
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            assertThat(peer.receive()).as("repeated until it is acknowledged").isEqualTo(answer);
            peer.send(raw.ack(answer));
            String bye = peer.receiveRequest();
            assertThat(bye).startsWith("BYE ");
            peer.send(RawCall.ok(bye));
            server.awaitFree();
        }
    }

    @Test
    void aCallHungUpBeforeAnAckThatNeverComesGetsItsByeIn64T1() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip peer = RawSip.udp(server.port())) {
            peer.send(new RawCall(peer).invite(40_000));
            LiveCall call = server.nextCall();
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            String message = peer.receiveFinal();
            int answers = 0;
            while (message.startsWith("SIP/2.0 200")) {
                answers++;
                message = peer.receiveFinal();
            }
            assertThat(message).startsWith("BYE ");
            assertThat(answers).as("at 0, 1, 3, 7, 15, 23 … 63 T1").isBetween(9, 11);
            peer.send(RawCall.ok(message));
            server.awaitFree();
        }
    }

    @Test
    void byesThatCrossAreBothAnswered() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            raw.connect(40_000);
            SipServer.tell(server.nextCall(), SipServer.hangup(Map.of()));
            String bye = peer.receiveRequest();
            assertThat(bye).startsWith("BYE ");
            peer.send(raw.next("INFO"));
            assertThat(raw.answer()).startsWith("SIP/2.0 481");
            raw.hangUp();
            peer.send(RawCall.ok(bye));
            server.awaitFree();
            peer.send(raw.next("BYE"));
            assertThat(raw.answer()).startsWith("SIP/2.0 481");
        }
    }

    @Test
    void aHangupThatOvertakesTheAnswerKeepsItsHeaders() throws Exception {
        try (SipServer server = new SipServer(call -> {
                    SipServer.tell(call, new Command.Accept(CallOptions.NONE));
                    SipServer.tell(call, SipServer.hangup(Map.of("X-Why", "overtaken")));
                });
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            raw.connect(40_000);
            String bye = peer.receiveRequest();
            assertThat(bye).startsWith("BYE ").contains("X-Why: overtaken");
            peer.send(RawCall.ok(bye));
            Event.Hangup end = server.hangup(server.nextCall());
            assertThat(end.answerTime()).isNull();
            server.awaitFree();
        }
    }

    @Test
    void theEndOfTheConnectionDoesNotKeepTheCallFromEnding() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            try (RawSip peer = RawSip.tcp(server.port())) {
                new RawCall(peer).connect(40_000);
            }
            LiveCall call = server.nextCall();
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            await().untilAsserted(
                            () -> assertThat(server.frontEnd.load().legs()).isZero());
            server.awaitFree();
        }
    }
}
