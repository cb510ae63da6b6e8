package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.LiveCall;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Hold that a controller asks for, as SIPp sees it. */
@RequiresTool("sipp")
class HoldIT {

    @Test
    void aCalleeIsPutOnHoldAndTakenBack() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-is-put-on-hold")) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            holdAndBack(call);
            passed(callee.result());
            server.awaitFree();
        }
    }

    @Test
    void aCallerIsPutOnHoldAndTakenBack() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            CompletableFuture<SippRunner.Result> caller =
                    CompletableFuture.supplyAsync(() -> SippRunner.call("caller-is-put-on-hold", server.port()));
            LiveCall call = server.nextCall();
            server.answered(call);
            holdAndBack(call);
            passed(caller.get());
            server.awaitFree();
        }
    }

    @Test
    void aRefusalLeavesTheCallAsItWas() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-refuses-hold")) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            tell(call, new Command.Hold(null), "1");
            Event.Error error = server.first(call, Event.Error.class);
            assertThat(error.commandId()).isEqualTo("1");
            assertThat(error.error()).contains("Not Acceptable Here");
            assertThat(error.code()).isEqualTo(488);
            assertThat(holds(call)).isEmpty();
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee.result());
            server.awaitFree();
        }
    }

    @Test
    void reInvitesThatMeetAreRefusedByBothAndOursGoesOutAgain() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-glares")) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            tell(call, new Command.Hold(null), "1");
            acknowledged(call, "1");
            assertThat(holds(call)).containsExactly(true);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee.result());
            server.awaitFree();
        }
    }

    private static void holdAndBack(LiveCall call) {
        tell(call, new Command.Hold(null), "1");
        acknowledged(call, "1");
        tell(call, new Command.Unhold(), "2");
        acknowledged(call, "2");
        assertThat(holds(call)).containsExactly(true, false);
        SipServer.tell(call, SipServer.hangup(Map.of()));
    }

    private static List<Boolean> holds(LiveCall call) {
        return SipServer.events(call).stream()
                .filter(Event.Hold.class::isInstance)
                .map(event -> ((Event.Hold) event).onHold())
                .toList();
    }

    private static void tell(LiveCall call, Command command, String id) {
        call.actor().tell(new CallActor.Execute(command, id, null));
    }

    private static void acknowledged(LiveCall call, String id) {
        await().untilAsserted(() -> assertThat(SipServer.events(call)).contains(new Event.Ack(id)));
    }

    private static void passed(SippRunner.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
