package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.tandem.call.HangupCause.Initiator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call makes of `bridge` and `unbridge`, and of being joined by another. */
class CallBridgingTest {
    private static final BridgeTarget OTHER = new BridgeTarget.Call("other");
    private static final String TRACK = "bridge:s.1:to:other";
    private static final HangupCause BYE = HangupCause.of(HangupReason.BY_CALLER, Initiator.CALLER, 200);

    private final CallHarness harness = new CallHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aBridgeIsAcknowledgedWhenItIsThere() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Bridge(OTHER), "b");
        harness.bridging.expectMessage(new Bridging.Join(OTHER, "b"));
        harness.report(new Bridging.Joined(TRACK, "other"));
        harness.report(new Bridging.Done("b"));
        assertThat(harness.expect(Event.TrackStart.class).trackId()).isEqualTo(TRACK);
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("b");
        assertThat(snapshot().joinedTo()).isEqualTo("other");

        harness.command(new Command.Unbridge("other"), "u");
        harness.bridging.expectMessage(new Bridging.Part("other", "u"));
        harness.report(new Bridging.Parted());
        harness.report(new Bridging.Done("u"));
        assertThat(harness.expect(Event.TrackEnd.class).trackId()).isEqualTo(TRACK);
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("u");
        assertThat(snapshot().joinedTo()).isNull();
    }

    @Test
    void aRefusalIsAnErrorWithTheIdOfTheCommand() {
        harness.socket().answered(CallOptions.NONE);
        harness.command(new Command.Bridge(OTHER), "b");
        harness.report(new Bridging.Refused("b", "target not found: other"));
        Event.Error error = harness.expect(Event.Error.class);
        assertThat(error.commandId()).isEqualTo("b");
        assertThat(error.error()).isEqualTo("target not found: other");
    }

    @Test
    void aLegMayBeJoinedWhileItRings() {
        harness.socket();
        harness.command(new Command.Invite(CallOptions.NONE), "i");
        harness.command(new Command.History("me", "waits"), "h");
        harness.command(new Command.Bridge(OTHER), "b");
        harness.bridging.expectMessage(new Bridging.Join(OTHER, "b"));
        harness.report(new Bridging.Done("b"));
        assertThat(harness.awaitEvent(Event.Ack.class).commandId()).isEqualTo("b");
        harness.report(new Transport.Answered("", "PCMU"));
        harness.expect(Event.Answer.class);
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("i");
        harness.expect(Event.AddHistory.class);
        assertThat(harness.expect(Event.Ack.class).commandId()).isEqualTo("h");
    }

    @Test
    void holdIsPassedOn() {
        harness.inbound().answered(CallOptions.NONE);
        harness.report(new Transport.HoldChanged(true));
        harness.bridging.expectMessage(new Bridging.Hold(true));
        harness.report(new Transport.HoldChanged(false));
        harness.bridging.expectMessage(new Bridging.Hold(false));
    }

    @Test
    void anEndingCallLetsTheOtherGoAtOnceAndEndsItsTrack() {
        harness.socket().answered(CallOptions.NONE);
        harness.report(new Bridging.Joined(TRACK, "other"));
        harness.command(new Command.Bridge(OTHER), "b");
        harness.bridging.expectMessage(new Bridging.Join(OTHER, "b"));
        harness.command(new Command.Hangup(null, null, Map.of()));
        harness.bridging.expectMessage(new Bridging.Close());
        harness.report(new Transport.Ended(BYE));
        List<Event> events = harness.eventsUntilTheEnd();
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("TrackStart", "Error", "TrackEnd", "TrackEnd", "Hangup");
        assertThat(events).element(1).isInstanceOfSatisfying(Event.Error.class, error -> assertThat(error.commandId())
                .isEqualTo("b"));
    }

    @Test
    void aFailureEndsTheTrackAndTellsWhoeverWaits() {
        harness.inbound().answered(CallOptions.NONE);
        harness.report(new Transport.HoldChanged(true));
        harness.bridging.expectMessage(new Bridging.Hold(true));
        harness.report(new Bridging.Joined(TRACK, "other"));
        harness.command(new Command.Bridge(OTHER), "b");
        harness.bridging.expectMessage(new Bridging.Join(OTHER, "b"));
        harness.fail("bridging-1");
        assertThat(harness.awaitEvent(Event.TrackEnd.class).trackId()).isEqualTo(TRACK);
        assertThat(harness.expect(Event.Error.class).commandId()).isEqualTo("b");
        assertThat(harness.expect(Event.Error.class).error()).isEqualTo("failed and was started again");
        harness.bridging.expectMessage(new Bridging.Hold(true));
    }

    private CallSnapshot snapshot() {
        TestProbe<CallSnapshot> probe = harness.kit.createTestProbe();
        harness.report(new CallActor.Describe(probe.getRef()));
        return probe.receiveMessage(Duration.ofSeconds(5));
    }
}
