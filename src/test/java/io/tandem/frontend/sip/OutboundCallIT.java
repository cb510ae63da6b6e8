package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.Event;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import io.tandem.call.SipOptions;
import io.tandem.frontend.sip.settings.OutboundSettings;
import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to SIPp as the callee. */
@RequiresTool("sipp")
class OutboundCallIT {
    private static final SipOptions ALICE = new SipOptions("alice", "secret", null, Map.of(), Map.of());

    @Test
    void ringsAndIsAnsweredWithHeadersOfTheApplication() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-answers")) {
            SipOptions sip = new SipOptions(null, null, null, Map.of("X-Order", "42"), Map.of());
            LiveCall call = server.dial(callee.uri(), sip);
            assertThat(server.first(call, Event.Answer.class).sdp()).contains("o=sipp 1 1");
            SipServer.tell(call, SipServer.hangup(Map.of("X-Why", "done")));
            server.hangup(call);
            assertThat(ringing(call)).containsExactly(false);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void isAnsweredThoughEveryProvisionalResponseWasLost() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-answers-at-once")) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void earlyMediaIsToldAndItsDescriptionHoldsForAnAnswerWithout() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-early-media")) {
            LiveCall call = server.dial(callee.uri());
            assertThat(server.first(call, Event.Answer.class).sdp()).contains("o=sipp 1 1");
            assertThat(ringing(call)).containsExactly(true, false);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            callee-busy           | 486 | Busy Here               | REJECTED           | 17
            callee-unavailable    | 503 | Service Unavailable     | SERVER_UNAVAILABLE | 42
            callee-unknown        | 404 | Not Found               | FAILED             | 1
            callee-declines       | 603 | Decline                 | BY_CALLEE          | 21
            callee-absent         | 480 | Temporarily Unavailable | NO_ANSWER          | 20
            callee-takes-no-codec | 488 | Not Acceptable Here     | FAILED             | 65
            """)
    void aRefusalIsToldWithItsCodePhraseAndCause(String scenario, int code, String phrase, HangupReason word, int q850)
            throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee(scenario)) {
            LiveCall call = server.dial(callee.uri());
            Event.Hangup end = server.hangup(call);
            Event.Reject reject = server.first(call, Event.Reject.class);
            assertThat(reject.code()).isEqualTo(code);
            assertThat(reject.reason()).isEqualTo(phrase);
            assertThat(server.first(call, Event.Error.class).sender()).isEqualTo("invite");
            assertThat(end.cause().reason()).isEqualTo(word);
            assertThat(end.cause().status()).isEqualTo(code);
            assertThat(end.cause().q850()).isEqualTo(q850);
            passed(callee);
            server.awaitFree();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"callee-challenges", "proxy-challenges"})
    void challengesAreAnswered(String scenario) throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee(scenario)) {
            LiveCall call = server.dial(callee.uri(), ALICE);
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void aStaleNonceIsReplacedOnce() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-finds-the-nonce-stale")) {
            LiveCall call = server.dial(callee.uri(), ALICE);
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void credentialsThatAreRefusedAreNotTriedAgain() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-challenges-for-ever")) {
            LiveCall call = server.dial(callee.uri(), ALICE);
            assertThat(server.first(call, Event.Reject.class).reason())
                    .isEqualTo("Unauthorized: realm callee.example refuses the credentials of alice");
            server.hangup(call);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void redirectsAreNotFollowedUnlessTheyMayBe() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = redirecting("sip:other@127.0.0.1:9")) {
            LiveCall call = server.dial(callee.uri());
            Event.Reject reject = server.first(call, Event.Reject.class);
            assertThat(reject.code()).isEqualTo(302);
            assertThat(reject.reason()).contains("sip:other@127.0.0.1:9, not followed");
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void redirectsThatMayBeFollowedLeadToTheContactWithTheHighestPreference() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT, s -> redirects(s, 1));
                SippRunner.Callee other = SippRunner.callee("callee-answers-at-once");
                SippRunner.Callee callee = redirecting(other.uri())) {
            LiveCall call = server.dial(callee.uri());
            server.answered(call);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            passed(callee);
            passed(other);
            server.awaitFree();
        }
    }

    @Test
    void redirectsToAPublicAddressAreRefused() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT, s -> redirects(s, 1));
                SippRunner.Callee callee = redirecting("sip:premium@192.0.2.1")) {
            LiveCall call = server.dial(callee.uri());
            assertThat(server.first(call, Event.Reject.class).code()).isEqualTo(403);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void aCallThatIsGivenUpIsCancelled() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-rings")) {
            LiveCall call = server.dial(callee.uri());
            server.first(call, Event.Ringing.class);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            Event.Hangup end = server.hangup(call);
            assertThat(end.cause().reason()).isEqualTo(HangupReason.CANCELED);
            assertThat(end.cause().status()).isEqualTo(487);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void aCallThatNobodyAnswersIsCancelledInTime() throws Exception {
        OutboundSettings impatient = new OutboundSettings(DirectUris.PRIVATE, Duration.ofSeconds(1), 0, List.of());
        try (SipServer server = new SipServer(SipServer.ACCEPT, s -> SipServer.with(s, impatient));
                SippRunner.Callee callee = SippRunner.callee("callee-rings")) {
            LiveCall call = server.dial(callee.uri());
            Event.Hangup end = server.hangup(call);
            assertThat(end.cause().reason()).isEqualTo(HangupReason.NO_ANSWER);
            assertThat(server.first(call, Event.Reject.class).reason()).isEqualTo("no answer within 1 s");
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void anAnswerThatCrossesTheCancelIsAcknowledgedAndEnded() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-answers-while-cancelled")) {
            LiveCall call = server.dial(callee.uri());
            server.first(call, Event.Ringing.class);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void theCalleeHangsUpWithACause() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-hangs-up")) {
            Event.Hangup end = server.hangup(server.dial(callee.uri()));
            assertThat(end.cause().reason()).isEqualTo(HangupReason.BY_CALLEE);
            assertThat(end.cause().q850()).isEqualTo(31);
            passed(callee);
            server.awaitFree();
        }
    }

    @Test
    void theCalleeHoldsAndResumes() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                SippRunner.Callee callee = SippRunner.callee("callee-holds")) {
            LiveCall call = server.dial(callee.uri());
            server.hangup(call);
            passed(callee);
            assertThat(SipServer.events(call).stream()
                            .filter(Event.Hold.class::isInstance)
                            .map(event -> ((Event.Hold) event).onHold()))
                    .containsExactly(true, false);
            server.awaitFree();
        }
    }

    private static SippRunner.Callee redirecting(String target) throws Exception {
        return SippRunner.callee("callee-redirects", "-key", "target", target);
    }

    private static SipSettings redirects(SipSettings settings, int times) {
        return SipServer.with(
                settings, new OutboundSettings(DirectUris.PRIVATE, Duration.ofSeconds(30), times, List.of()));
    }

    private static List<Boolean> ringing(LiveCall call) {
        return SipServer.events(call).stream()
                .filter(Event.Ringing.class::isInstance)
                .map(event -> ((Event.Ringing) event).earlyMedia())
                .toList();
    }

    private static void passed(SippRunner.Callee callee) throws Exception {
        SippRunner.Result result = callee.result();
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
