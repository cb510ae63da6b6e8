package io.tandem.call;

import java.time.Duration;
import java.time.Instant;

/** Port: speech detection on the remote party's audio. */
public interface VoiceActivity {

    /** What the call asks. */
    sealed interface Command permits Start, Stop, Internal {}

    /** Watch from now on; replaces earlier options. */
    record Start(VadOptions options) implements Command {}

    /** Stop watching. */
    record Stop() implements Command {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}

    /** What it tells the call. */
    sealed interface Report extends ChildReport {}

    /** Speech began at {@code startTime}. */
    record SpeechStarted(Instant startTime, double confidence) implements Report {}

    /** Speech ended, or silence lasted for the silence timeout; times as spec 6.6 of the active-call protocol. */
    record SilenceNoticed(Instant startTime, Duration duration) implements Report {}

    /** Detection is not what was asked for (an engine is missing, say); the call goes on. */
    record Degraded(String error) implements Report {}
}
