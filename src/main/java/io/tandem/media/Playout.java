package io.tandem.media;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The playout slot of a session: one source, faded out when it is stopped, with 5 ms ramps wherever it is cut so that nothing clicks.
 * Loop thread only.
 */
final class Playout {
    private static final int RAMP = Audio.SAMPLE_RATE / 1000 * 5;
    private static final int SAMPLES_PER_MILLI = Audio.SAMPLE_RATE / 1000;

    private final Faults faults;
    private final LongSupplier ssrc;
    private final short[] tail = new short[RAMP];
    private int tailSamples;

    private @Nullable PlayoutSource source;
    private @Nullable PlayoutListener listener;
    private boolean paused;
    private long played;
    private int rampedIn = RAMP;
    private long fade;
    private long fadeLeft;

    Playout(Faults faults, LongSupplier ssrc) {
        this.faults = faults;
        this.ssrc = ssrc;
    }

    void play(PlayoutSource next, PlayoutListener nextListener) {
        cut(PlayoutListener.End.REPLACED);
        source = next;
        listener = nextListener;
        paused = false;
        played = 0;
        fadeLeft = 0;
        fade = 0;
        rampedIn = RAMP;
    }

    /** Ends the source after a linear fade. */
    void stop(long fadeMillis) {
        if (fadeMillis <= 0 || paused || source == null) {
            cut(PlayoutListener.End.STOPPED);
        } else if (fade == 0) {
            fade = fadeMillis * SAMPLES_PER_MILLI;
            fadeLeft = fade;
        }
    }

    void pause() {
        if (source != null && !paused) {
            keepTail();
            paused = true;
        }
    }

    void resume() {
        if (paused) {
            paused = false;
            rampedIn = 0;
        }
    }

    /** Ends the source at once, without a sound. */
    void close() {
        finish(PlayoutListener.End.CLOSED);
    }

    /** Fills {@code out}; answers whether there is anything to hear. */
    boolean read(short[] out) {
        int samples = paused ? 0 : Math.max(0, pull(out, out.length));
        Arrays.fill(out, samples, out.length, (short) 0);
        boolean audible = samples > 0 || tailSamples > 0;
        for (int i = 0; i < tailSamples; i++) {
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, out[i] + tail[i]));
        }
        tailSamples = 0;
        return audible;
    }

    private int pull(short[] out, int wanted) {
        if (source == null) {
            return 0;
        }
        int samples;
        try {
            samples = source.read(out, 0, wanted);
        } catch (RuntimeException | Error e) {
            faults.caught("playout source", e);
            finish(PlayoutListener.End.STOPPED);
            return 0;
        }
        if (samples < 0) {
            finish(PlayoutListener.End.DRAINED);
            return 0;
        }
        played += samples;
        rampIn(out, samples);
        fadeOut(out, samples);
        return samples;
    }

    private void rampIn(short[] out, int samples) {
        for (int i = 0; i < samples && rampedIn < RAMP; i++, rampedIn++) {
            out[i] = (short) (out[i] * rampedIn / RAMP);
        }
    }

    private void fadeOut(short[] out, int samples) {
        if (fade == 0) {
            return;
        }
        for (int i = 0; i < samples; i++) {
            out[i] = (short) (out[i] * fadeLeft / fade);
            fadeLeft = Math.max(0, fadeLeft - 1);
        }
        // An underrun takes time off the fade as well, or a starved source would never end.
        fadeLeft = Math.max(0, fadeLeft - (Audio.FRAME_SAMPLES - samples));
        if (fadeLeft == 0) {
            finish(PlayoutListener.End.STOPPED);
        }
    }

    private void cut(PlayoutListener.End end) {
        if (source != null) {
            if (!paused) {
                keepTail();
            }
            finish(end);
        }
    }

    /** Reads 5 ms more of what plays, to ramp down in the next frame. */
    private void keepTail() {
        if (played == 0) {
            return;
        }
        Arrays.fill(tail, (short) 0);
        int samples = Math.max(0, pull(tail, RAMP));
        for (int i = 0; i < samples; i++) {
            tail[i] = (short) (tail[i] * (RAMP - i) / RAMP);
        }
        tailSamples = samples;
    }

    private void finish(PlayoutListener.End end) {
        PlayoutSource ended = source;
        PlayoutListener told = listener;
        source = null;
        listener = null;
        paused = false;
        if (ended != null) {
            faults.guard("playout source", ended::close);
        }
        if (told != null) {
            long millis = played / SAMPLES_PER_MILLI;
            faults.guard("playout listener", () -> told.ended(end, millis, ssrc.getAsLong()));
        }
    }
}
