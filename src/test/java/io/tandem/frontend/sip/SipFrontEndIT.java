package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.CallOptions;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of SIPp against the front end with the real registry and media engine. */
@RequiresTool("sipp")
class SipFrontEndIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic",
                "late-offer",
                "hold-sendonly",
                "hold-inactive",
                "hold-zero-address",
                "reinvite-codec",
                "reinvite-unacceptable",
                "reinvite-offerless",
                "reinvite-unacknowledged",
                "update",
                "late-ack",
                "cancel-too-late",
                "stale-cseq",
                "multipart",
                "info-dtmf",
                "in-dialog-methods"
            })
    void answersAndTheCallerHangsUp(String scenario) throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run(scenario, server);
            Event.Hangup end = server.hangup(server.nextCall());
            assertThat(end.cause().reason()).isEqualTo(HangupReason.BY_CALLER);
            assertThat(end.cause().status()).isEqualTo(200);
            server.awaitFree();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-content-type",
                "require-unknown",
                "no-common-codec",
                "multipart-required",
                "unknown-dialog",
                "other-methods",
                "malformed",
                "cancel-unknown"
            })
    void answersWithoutBuildingACall(String scenario) throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run(scenario, server);
            assertThat(server.hasCall()).isFalse();
            server.awaitFree();
        }
    }

    @Test
    void callsOverTcp() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run("basic", server, "-t", "t1");
            assertThat(server.hangup(server.nextCall()).cause().reason()).isEqualTo(HangupReason.BY_CALLER);
            server.awaitFree();
        }
    }

    @Test
    void hangsUpOverTheConnectionOfTheCaller() throws Exception {
        try (SipServer server = new SipServer(acceptThenHangUp())) {
            run("hung-up", server, "-t", "t1");
            server.awaitFree();
        }
    }

    @Test
    void hangsUpWithHeadersOfTheApplication() throws Exception {
        try (SipServer server = new SipServer(acceptThenHangUp())) {
            run("hung-up", server);
            LiveCall call = server.nextCall();
            server.hangup(call);
            assertThat(SipServer.events(call)).anySatisfy(event -> assertThat(event)
                    .isInstanceOfSatisfying(Event.Error.class, error -> assertThat(error.error())
                            .contains("X-Evil")));
            server.awaitFree();
        }
    }

    @Test
    void endsACallThatIsRejectedWhileItsAnswerIsUnderWay() throws Exception {
        try (SipServer server = new SipServer(call -> {
            SipServer.ACCEPT.accept(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
        })) {
            run("rejected-too-late", server);
            server.awaitFree();
        }
    }

    @Test
    void followsTheRouteSet() throws Exception {
        try (SipServer server = new SipServer(acceptThenHangUp())) {
            run("record-route", server);
            server.awaitFree();
        }
    }

    @Test
    void givesUpOnAByeThatNobodyAnswers() throws Exception {
        try (SipServer server = new SipServer(acceptThenHangUp())) {
            run("bye-unanswered", server);
            server.hangup(server.nextCall());
            server.awaitFree();
        }
    }

    @Test
    void tellsOfACallerThatGivesUp() throws Exception {
        try (SipServer server = new SipServer(SipServer.RING)) {
            run("cancel", server);
            Event.Hangup end = server.hangup(server.nextCall());
            assertThat(end.cause().reason()).isEqualTo(HangupReason.CANCELED);
            assertThat(end.cause().status()).isEqualTo(487);
            server.awaitFree();
        }
    }

    @Test
    void endsACallWithoutAck() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run("no-ack", server);
            assertThat(server.hangup(server.nextCall()).cause().text()).isEqualTo("no ACK");
            assertThat(server.frontEnd.load().retransmissions()).isGreaterThan(3);
            server.awaitFree();
        }
    }

    @Test
    void endsACallWhoseAnswerDoesNotFit() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run("late-offer-bad-answer", server);
            assertThat(server.hangup(server.nextCall()).cause().reason()).isEqualTo(HangupReason.FAILED);
            server.awaitFree();
        }
    }

    @Test
    void refusesInTheWordsOfTheApplication() throws Exception {
        try (SipServer server = new SipServer(call -> SipServer.tell(call, new Command.Reject("not now", null)))) {
            run("rejected", server);
            server.awaitFree();
        }
    }

    @Test
    void ringsWithEarlyMedia() throws Exception {
        try (SipServer server = new SipServer(call -> {
            SipServer.tell(call, new Command.Ringing(null, true, null));
            SipServer.tell(call, new Command.Accept(CallOptions.NONE));
        })) {
            run("early-media", server);
            server.awaitFree();
        }
    }

    @Test
    void answersMergedInvites() throws Exception {
        try (SipServer server = new SipServer(SipServer.RING)) {
            run("merged-invite", server);
            server.nextCall();
            assertThat(server.hasCall()).isFalse();
        }
    }

    @Test
    void buildsOneCallOfDuplicates() throws Exception {
        try (SipServer server = new SipServer(call -> {
            SipServer.RING.accept(call);
            SipServer.ACCEPT.accept(call);
        })) {
            run("duplicate-invite", server);
            server.nextCall();
            assertThat(server.hasCall()).isFalse();
            server.awaitFree();
        }
    }

    @Test
    void hearsDigitsOfInfo() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run("info-dtmf", server);
            LiveCall call = server.nextCall();
            server.hangup(call);
            assertThat(SipServer.events(call).stream()
                            .filter(Event.Dtmf.class::isInstance)
                            .map(event -> ((Event.Dtmf) event).digit()))
                    .containsExactly('5', '#', '7');
        }
    }

    @Test
    void refusesCallsWhileDraining() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            server.frontEnd.drain();
            run("refused-statelessly", server);
            assertThat(server.frontEnd.load().refused()).containsEntry("draining", 1L);
            assertThat(server.hasCall()).isFalse();
        }
    }

    @Test
    void tellsTheApplicationOfHold() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT)) {
            run("hold-sendonly", server);
            LiveCall call = server.nextCall();
            server.hangup(call);
            assertThat(SipServer.events(call).stream()
                            .filter(Event.Hold.class::isInstance)
                            .map(event -> ((Event.Hold) event).onHold()))
                    .containsExactly(true, false);
        }
    }

    private static Consumer<LiveCall> acceptThenHangUp() {
        return call -> {
            SipServer.ACCEPT.accept(call);
            CompletableFuture.runAsync(() -> {
                await().until(() -> SipServer.events(call).stream().anyMatch(Event.Answer.class::isInstance));
                SipServer.tell(call, SipServer.hangup(Map.of("X-Why", "done", "X-Evil", "a\r\nVia: b")));
            });
        };
    }

    private static void run(String scenario, SipServer server, String... options) {
        SippRunner.Result result = SippRunner.call(scenario, server.port(), options);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
