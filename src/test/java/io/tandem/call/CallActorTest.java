package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.HangupCause.Initiator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallActorTest {
    private static final VadOptions VAD =
            new VadOptions("silero", 0.5, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ZERO);
    private static final CallOptions WITH_VAD = new CallOptions(
            null,
            null,
            null,
            null,
            new RecorderOptions(""),
            VAD,
            Duration.ZERO,
            false,
            false,
            Map.of("k", "v"),
            SipOptions.NONE,
            List.of("asr: not available"),
            Map.of());
    private static final HangupCause BYE = HangupCause.of(HangupReason.BY_CALLER, Initiator.CALLER, 200);

    private final CallHarness harness = new CallHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void anAcceptedCallIsPresentedThenAnsweredThenProcessed() {
        harness.inbound();
        harness.command(new Command.Accept(WITH_VAD), "1");
        harness.transport.expectMessage(new Transport.Accept(WITH_VAD));
        Event.Incoming incoming = harness.expect(Event.Incoming.class);
        assertThat(incoming.caller()).isEqualTo("sip:ann@a.example");
        assertThat(incoming.headers()).containsEntry("X-Foo", "1");
        assertThat(harness.expect(Event.TrackStart.class).trackId()).isEqualTo("c1");

        harness.report(new Transport.Answered("v=0 ours", "PCMU"));

        assertThat(harness.expect(Event.Answer.class).sdp()).isEqualTo("v=0 ours");
        assertThat(harness.expect(Event.Error.class).error()).isEqualTo("asr: not available");
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("1");
        harness.recording.expectMessage(new Recording.Start(new RecorderOptions("")));
        harness.voiceActivity.expectMessage(new VoiceActivity.Start(VAD));
    }

    @Test
    void aWebSocketCallIsInvitedByItsClient() {
        harness.socket();
        harness.command(new Command.Invite(CallOptions.NONE));
        harness.transport.expectMessage(new Transport.Dial(CallOptions.NONE));
        assertThat(harness.expect(Event.TrackStart.class).trackId()).isEqualTo("s.1");
        harness.report(new Transport.Answered("", "PCMU"));
        assertThat(harness.expect(Event.Answer.class).sdp()).isEmpty();
    }

    @Test
    void musicPlaysAgainAndAgainWhileTheFarEndIsHeld() {
        harness.inbound().answered(CallOptions.NONE);
        harness.command(new Command.Hold("music.wav"), "h");
        harness.playback.expectNoMessage(Duration.ZERO);
        harness.report(new Transport.HoldChanged(true));
        harness.report(new Transport.CarriedOut("hold"));
        harness.playback.expectMessage(
                new Playback.Play("music.wav", "music.wav", false, Duration.ZERO, Duration.ZERO, true));
        harness.command(new Command.Unhold(), "u");
        harness.report(new Transport.HoldChanged(false));
        harness.report(new Transport.CarriedOut("unhold"));
        harness.playback.expectMessage(new Playback.Interrupt(Duration.ZERO));
    }

    @Test
    void aRingtoneIsPlayedOnceTheLegRingsWithMedia() {
        harness.inbound();
        harness.command(new Command.Ringing(null, false, "ring.wav"), "r");
        harness.transport.expectMessage(new Transport.Ring(true));
        harness.playback.expectNoMessage(Duration.ZERO);
        harness.report(new Transport.Rang("v=0 early"));
        harness.playback.expectMessage(
                new Playback.Play("ring.wav", "ring.wav", false, Duration.ZERO, Duration.ZERO, false));
        harness.awaitEvent(Event.Ack.class);
    }

    @Test
    void commandsWaitForTheOutcomeOfTheOneBefore() {
        harness.inbound();
        harness.command(new Command.Accept(CallOptions.NONE), "a");
        harness.command(new Command.Play("x.wav", null, false, Duration.ZERO, Duration.ZERO), "p");
        harness.transport.expectMessageClass(Transport.Accept.class);
        harness.playback.expectNoMessage(Duration.ZERO);
        harness.report(new Transport.Answered("", "PCMU"));
        harness.playback.expectMessageClass(Playback.Play.class);
        assertThat(harness.awaitEvent(Event.Ack.class).commandId()).isEqualTo("a");
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("p");
    }

    @Test
    void hangupOvertakesWhatWaits() {
        harness.inbound();
        harness.command(new Command.Accept(CallOptions.NONE), "a");
        harness.command(new Command.Pause(), "p");
        harness.command(new Command.Hangup("caller", null, Map.of()), "h");
        harness.transport.expectMessageClass(Transport.Accept.class);
        assertThat(harness.transport.expectMessageClass(Transport.Reject.class).status())
                .isEqualTo(603);
        assertThat(harness.awaitEvent(Event.Error.class).commandId()).isEqualTo("a");
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("h");
        assertThat(harness.expect(Event.Error.class).commandId()).isEqualTo("p");
    }

    @Test
    void moreCommandsThanMayWaitAreRefusedOneByOne() {
        harness.inbound();
        harness.command(new Command.Accept(CallOptions.NONE));
        for (int i = 0; i < 5; i++) {
            harness.command(new Command.History("me", "line " + i), "h" + i);
        }
        assertThat(harness.awaitEvent(Event.Error.class).commandId()).isEqualTo("h4");
        harness.report(new Transport.Answered("", "PCMU"));
        assertThat(harness.awaitEvent(Event.AddHistory.class).text()).isEqualTo("line 0");
    }

    @Test
    void everyTrackEndsBeforeTheHangupWhichIsLast() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Playback.Started("p1"));
        harness.command(new Command.Hangup(null, null, Map.of("X-Why", "done")));
        Transport.Hangup hangup = harness.transport.expectMessageClass(Transport.Hangup.class);
        assertThat(hangup.headers()).containsEntry("X-Why", "done");
        harness.report(new Transport.Ended(BYE));
        assertThat(harness.awaitEvent(Event.TrackEnd.class).playId()).isEqualTo("p1");
        assertThat(harness.expect(Event.TrackEnd.class).trackId()).isEqualTo("s.1");
        Event.Hangup event = harness.expect(Event.Hangup.class);
        assertThat(event.cause().reason()).as("the first cause wins").isEqualTo(HangupReason.BY_SYSTEM);
        assertThat(event.extra())
                .containsEntry("session_id", "s.1")
                .containsEntry("call_type", "websocket")
                .containsKey("start_time");
        Awaitility.await("the end of the log").until(harness::ended);
    }

    @Test
    void theFarEndsByeEndsTheCallWithItsCause() {
        harness.inbound().answered(CallOptions.NONE);
        harness.report(new Transport.Ended(BYE));
        assertThat(harness.awaitEvent(Event.Hangup.class).cause()).isEqualTo(BYE);
    }

    @Test
    void acceptWithoutAPendingCallIsRejectedWith486() {
        harness.socket();
        harness.command(new Command.Accept(CallOptions.NONE), "x");
        Event.Reject reject = harness.expect(Event.Reject.class);
        assertThat(reject.reason()).isEqualTo("no pending call");
        assertThat(reject.code()).isEqualTo(486);
        assertThat(harness.expect(Event.Error.class).commandId()).isEqualTo("x");
        harness.transport.expectMessageClass(Transport.Hangup.class);
    }

    @Test
    void aCallThatNobodyAcceptsIsRefusedWith480() {
        harness.inbound();
        harness.time.timePasses(CallHarness.ACCEPT_TIMEOUT);
        Transport.Reject reject = harness.transport.expectMessageClass(Transport.Reject.class);
        assertThat(reject.status()).isEqualTo(480);
        assertThat(reject.q850()).isEqualTo(19);
    }

    @Test
    void anAnsweredCallIsNotRefusedAtTheAcceptTimeout() {
        harness.inbound().answered(CallOptions.NONE);
        harness.time.timePasses(CallHarness.ACCEPT_TIMEOUT);
        harness.transport.expectNoMessage(Duration.ZERO);
    }

    @Test
    void aRefusedAcceptLeavesTheCallPending() {
        harness.inbound();
        harness.command(new Command.Accept(CallOptions.NONE), "1");
        harness.transport.expectMessageClass(Transport.Accept.class);
        harness.report(new Transport.Refused("accept", "no common codec", 488));
        Event.Error error = harness.awaitEvent(Event.Error.class);
        assertThat(error.commandId()).isEqualTo("1");
        assertThat(error.code()).isEqualTo(488);
        harness.command(new Command.Accept(CallOptions.NONE));
        harness.transport.expectMessageClass(Transport.Accept.class);
    }

    @Test
    void aLostControllerEndsTheCallAtOnceUnlessItAskedToResume() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new CallActor.ControllerLost(Duration.ofSeconds(5)));
        harness.report(new CallActor.ControllerAttached());
        harness.time.timePasses(Duration.ofSeconds(6));
        harness.transport.expectNoMessage(Duration.ZERO);
        harness.report(new CallActor.ControllerLost(Duration.ofSeconds(5)));
        harness.time.expectNoMessageFor(Duration.ofSeconds(4), harness.transport);
        harness.time.timePasses(Duration.ofSeconds(2));
        harness.transport.expectMessageClass(Transport.Hangup.class);
    }

    @Test
    void silenceIsReportedWhenNoInputFollowsAPlayback() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Playback.Started("p"));
        harness.report(new Playback.Ended("p", Duration.ofSeconds(1), 7, false, Duration.ofSeconds(2)));
        assertThat(harness.awaitEvent(Event.TrackEnd.class).ssrc()).isEqualTo(7);
        harness.time.timePasses(Duration.ofSeconds(2));
        Event.Silence silence = harness.expect(Event.Silence.class);
        assertThat(silence.trackId()).isEqualTo("server-side-track");
        assertThat(silence.duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void inputAfterAPlaybackCancelsTheWait() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Playback.Started("p"));
        harness.report(new Playback.Ended("p", Duration.ofSeconds(1), 0, false, Duration.ofSeconds(2)));
        harness.report(new Transport.Digit('5'));
        assertThat(harness.awaitEvent(Event.Dtmf.class).digit()).isEqualTo('5');
        harness.time.timePasses(Duration.ofSeconds(3));
        harness.command(new Command.History("me", "after"));
        harness.expect(Event.AddHistory.class);
    }

    @Test
    void aPlaybackWithAutoHangupEndsTheCallAsBySystem() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Playback.Started("p"));
        harness.report(new Playback.Ended("p", Duration.ofSeconds(1), 0, true, Duration.ZERO));
        assertThat(harness.transport
                        .expectMessageClass(Transport.Hangup.class)
                        .cause()
                        .reason())
                .isEqualTo(HangupReason.BY_SYSTEM);
    }

    @Test
    void pauseWithoutAPlaybackIsAnError() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Pause(), "p");
        Event.Error error = harness.expect(Event.Error.class);
        assertThat(error.error()).isEqualTo("track not found: server-side-track");
        assertThat(error.commandId()).isEqualTo("p");
    }

    @Test
    void muteReachesTheTrackItNames() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Mute("s.1"));
        harness.transport.expectMessage(new Transport.Mute(true));
        harness.playback.expectNoMessage(Duration.ZERO);
        harness.command(new Command.Unmute(null));
        harness.transport.expectMessage(new Transport.Mute(false));
        harness.playback.expectMessage(new Playback.Mute(false));
    }

    @Test
    void aDigitOfAControllerIsReportedByTheLegOrRefused() {
        harness.socket();
        harness.command(new Command.Dtmf('1'), "early");
        assertThat(harness.expect(Event.Error.class).error()).isEqualTo("dtmf: the call is not answered yet");
        harness.answered(CallOptions.NONE);

        harness.command(new Command.Dtmf('5'), "a");
        harness.command(new Command.Dtmf('6'), "b");

        harness.transport.expectMessage(new Transport.Press('5'));
        harness.transport.expectNoMessage(Duration.ZERO);
        harness.report(new Transport.Digit('5'));
        harness.report(new Transport.CarriedOut("dtmf"));
        assertThat(harness.expect(Event.Dtmf.class).digit()).isEqualTo('5');
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("a");
        harness.transport.expectMessage(new Transport.Press('6'));
        harness.report(new Transport.Refused("dtmf", "no keys here", null));
        assertThat(harness.expect(Event.Error.class))
                .extracting(Event.Error::commandId, Event.Error::error)
                .containsExactly("b", "no keys here");
    }

    @Test
    void holdIsReportedEachTimeAndDescribed() {
        harness.inbound().answered(CallOptions.NONE);
        harness.report(new Transport.HoldChanged(true));
        assertThat(harness.expect(Event.Hold.class).onHold()).isTrue();
        var probe = harness.kit.<CallSnapshot>createTestProbe();
        harness.report(new CallActor.Describe(probe.getRef()));
        assertThat(probe.receiveMessage().state()).isEqualTo("held");
        harness.report(new Transport.HoldChanged(false));
        assertThat(harness.expect(Event.Hold.class).onHold()).isFalse();
    }

    @Test
    void speechIsReportedWithItsOwnTimes() {
        harness.inbound().answered(CallOptions.NONE);
        Instant start = Instant.parse("2026-11-21T05:00:01Z");
        harness.report(new VoiceActivity.SpeechStarted(start, 1.0));
        assertThat(harness.expect(Event.Speaking.class).startTime()).isEqualTo(start);
        harness.report(new VoiceActivity.SilenceNoticed(start, Duration.ofMillis(1280)));
        assertThat(harness.expect(Event.Silence.class).duration()).isEqualTo(Duration.ofMillis(1280));
    }

    @Test
    void inactivityIsAnEventAndTheEnd() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Transport.Inactive());
        harness.expect(Event.Inactivity.class);
        assertThat(harness.transport
                        .expectMessageClass(Transport.Hangup.class)
                        .cause()
                        .reason())
                .isEqualTo(HangupReason.INACTIVITY_TIMEOUT);
    }

    @Test
    void aCommandThatTheEndOvertakesIsToldSo() {
        harness.inbound();
        harness.command(new Command.Accept(CallOptions.NONE), "a");
        harness.report(new Transport.Ended(BYE));
        assertThat(harness.awaitEvent(Event.Error.class).commandId()).isEqualTo("a");
        harness.awaitEvent(Event.Hangup.class);
    }

    @Test
    void aTransportThatNeverEndsDoesNotKeepTheCall() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Hangup(null, null, Map.of()));
        harness.transport.expectMessageClass(Transport.Hangup.class);
        harness.time.timePasses(CallActor.END_TIMEOUT);
        harness.awaitEvent(Event.Hangup.class);
    }

    @Test
    void anUnavailableCommandSaysWhy() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Unavailable("tts", "no synthesizer is configured"), "t");
        Event.Error error = harness.expect(Event.Error.class);
        assertThat(error.error()).isEqualTo("tts: no synthesizer is configured");
        assertThat(error.commandId()).isEqualTo("t");
    }
}
