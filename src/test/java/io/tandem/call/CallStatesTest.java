package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a call carries out or refuses every command: exactly one ack or error each. */
class CallStatesTest {
    private static final List<Command> SAMPLES = List.of(
            new Command.Invite(CallOptions.NONE),
            new Command.Accept(CallOptions.NONE),
            new Command.Reject("busy", 486),
            new Command.Ringing(null, false, null),
            new Command.Play("x.wav", "p", false, Duration.ZERO, Duration.ZERO),
            new Command.Interrupt(false, Duration.ZERO),
            new Command.Pause(),
            new Command.Resume(),
            new Command.Hangup(null, null, Map.of()),
            new Command.Mute(null),
            new Command.Unmute(null),
            new Command.Dtmf('5'),
            new Command.SendDtmf(new Digits("5", Duration.ofMillis(160), Duration.ofMillis(40), false)),
            new Command.Hold(null),
            new Command.Unhold(),
            new Command.Bridge(new BridgeTarget.Call("other")),
            new Command.Unbridge(null),
            new Command.AddIceCandidate("candidate:1", "0", 0),
            new Command.Update("v=0"),
            new Command.History("me", "text"),
            new Command.Custom("me", Map.of("a", 1)),
            new Command.Unavailable("tts", "why"));

    private final CallHarness harness = new CallHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    static Stream<Command> commands() {
        assertThat(SAMPLES.stream().map(Object::getClass))
                .as("a sample of every command")
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Command.class.getPermittedSubclasses()));
        return SAMPLES.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void idle(Command command) {
        harness.socket();
        hasExactlyOneOutcome(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void pending(Command command) {
        harness.inbound();
        hasExactlyOneOutcome(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void dialing(Command command) {
        harness.socket();
        harness.command(new Command.Invite(CallOptions.NONE));
        hasExactlyOneOutcome(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answered(Command command) {
        harness.inbound().answered(CallOptions.NONE);
        hasExactlyOneOutcome(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void held(Command command) {
        harness.inbound().answered(CallOptions.NONE);
        harness.report(new Transport.HoldChanged(true));
        hasExactlyOneOutcome(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void terminating(Command command) {
        harness.inbound().answered(CallOptions.NONE);
        harness.command(new Command.Hangup(null, null, Map.of()));
        hasExactlyOneOutcome(command);
    }

    /** The transport carries out whatever it is asked; then the call is ended and everything it wrote is counted. */
    private void hasExactlyOneOutcome(Command command) {
        harness.command(command, "the-id");
        harness.report(new Transport.Rang(""));
        harness.report(new Transport.Answered("", "PCMU"));
        harness.report(new Transport.Ended(HangupCause.fault("end of the test")));
        assertThat(harness.eventsUntilTheEnd().stream().filter(CallStatesTest::isOutcome))
                .hasSize(1);
    }

    private static boolean isOutcome(Event event) {
        return event.equals(new Event.Ack("the-id"))
                || event instanceof Event.Error error && "the-id".equals(error.commandId());
    }
}
