package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.CallOptions;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** CANCEL at any moment around the answer (RFC 3261 §9.2, §15): a call ends in exactly one way, and nothing is left of it. */
class CancelRaceIT {
    private static final int CALLS = 500;
    private static final int SPREAD_MICROS = 5000;

    private final Random random = new Random(20261121);

    @Test
    void aCallThatIsCancelledAroundItsAnswerEndsInOneWay() throws Exception {
        Map<HangupReason, Integer> ends = new EnumMap<>(HangupReason.class);
        try (SipServer server = new SipServer(this::ringThenAccept, SipServer::withTwoWorkers);
                RawSip peer = RawSip.udp(server.port())) {
            int callsMade = 0;
            for (int i = 0; i < CALLS; i++) {
                cancelSomewhere(peer);
                // A CANCEL that comes first of all leaves no call.
                LiveCall call = server.hasCall() ? server.nextCall() : null;
                if (call != null) {
                    callsMade++;
                    HangupReason reason = server.hangup(call).cause().reason();
                    ends.merge(reason, 1, Integer::sum);
                    assertThat(SipServer.events(call))
                            .filteredOn(Event.Hangup.class::isInstance)
                            .hasSize(1);
                }
            }
            assertThat(ends.keySet()).containsExactlyInAnyOrder(HangupReason.CANCELED, HangupReason.BY_CALLER);
            assertThat(callsMade).isGreaterThan(CALLS / 2);
            server.awaitFree();
            RawCall.works(peer);
        }
    }

    /** Sends INVITE and CANCEL, plays its part to the end, and checks that there was one final response only. */
    private void cancelSomewhere(RawSip peer) {
        RawCall raw = new RawCall(peer);
        peer.send(raw.invite(40_000));
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(SPREAD_MICROS)));
        peer.send(raw.cancel());
        String outcome = "";
        boolean cancelAnswered = false;
        while (outcome.isEmpty() || !cancelAnswered) {
            String message = peer.receiveFinal();
            assertThat(message).contains(raw.callId);
            if (message.contains("CSeq: 1 CANCEL")) {
                // 481 when it overtook its INVITE, which a client that waits for a provisional response (§9.1) never
                // sees.
                assertThat(status(message)).isIn("200", "481");
                cancelAnswered = true;
            } else if (outcome.isEmpty()) {
                outcome = status(message);
                peer.send(outcome.equals("200") ? raw.ack(message) : raw.ackOfRefusal(message));
            } else {
                assertThat(status(message))
                        .as("a second final response: " + message)
                        .isEqualTo(outcome);
            }
        }
        assertThat(outcome).isIn("200", "487");
        if (outcome.equals("200")) {
            peer.send(raw.next("BYE"));
            String answer = peer.receiveFinal();
            while (answer.contains("CSeq: 1 INVITE")) {
                answer = peer.receiveFinal();
            }
            assertThat(answer).startsWith("SIP/2.0 200").contains("CSeq: 2 BYE");
        }
        // What the ACK crossed.
        while (peer.receive(Duration.ofMillis(1)).isPresent()) {
            assertThat(outcome).isNotEmpty();
        }
    }

    private void ringThenAccept(LiveCall call) {
        SipServer.RING.accept(call);
        Executor later = CompletableFuture.delayedExecutor(random.nextInt(SPREAD_MICROS), TimeUnit.MICROSECONDS);
        later.execute(() -> SipServer.tell(call, new Command.Accept(CallOptions.NONE)));
    }

    private static String status(String response) {
        return response.substring(8, 11);
    }
}
