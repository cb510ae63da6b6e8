package io.tandem.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Port: prompts into one playout slot. One playback at a time; a new one replaces the old. */
public interface Playback {

    /** What the call asks. */
    sealed interface Command permits Play, Interrupt, Pause, Resume, Mute, Internal {}

    /**
     * Play {@code url} from {@code offset}; reports {@link Started} at once, later exactly one {@link Ended}.
     *
     * @param again from the start whenever it runs out, until it is interrupted or replaced
     */
    record Play(
            String url, String playId, boolean autoHangup, Duration waitInputTimeout, Duration offset, boolean again)
            implements Command {}

    /** End the current playback, fading over {@code fadeOut}. Nothing playing: nothing happens. */
    record Interrupt(Duration fadeOut) implements Command {}

    /** Freeze; {@link Failed} when nothing plays. */
    record Pause() implements Command {}

    /** Continue; {@link Failed} when nothing plays. */
    record Resume() implements Command {}

    /** Silence what is played, or let it be heard again. */
    record Mute(boolean on) implements Command {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}

    /** What it tells the call. */
    sealed interface Report extends ChildReport {}

    /** A playback was installed, before any audio. */
    record Started(String playId) implements Report {}

    /**
     * A playback is over, for whatever reason.
     *
     * @param duration wall-clock time since {@link Started}
     * @param ssrc SSRC its audio went out with, 0 when not on RTP
     */
    record Ended(String playId, Duration duration, long ssrc, boolean autoHangup, Duration waitInputTimeout)
            implements Report {}

    /** Something could not be done; {@code sender} is the command name or {@code filetrack: <url>}. */
    record Failed(String sender, String error, @Nullable String playId) implements Report {}
}
