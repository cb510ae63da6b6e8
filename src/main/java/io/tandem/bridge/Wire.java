package io.tandem.bridge;

import io.tandem.media.Audio;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of audio, from a call that speaks to one that hears. It reads a frame a slot and lags by one at most: a third that waits
 * drops the oldest. Wherever the audio begins, ends or was cut, 5 ms of ramp keep it from clicking. Hearer's loop thread only.
 */
final class Wire {
    private static final int RAMP = Audio.SAMPLE_RATE / 1000 * 5;
    private static final int MOST_WAITING = 2;
    private static final long NOT_YET = -1;

    private final Mouthpiece speaker;
    private final LongAdder dropped;
    private final int[] tail = new int[RAMP];
    private long next = NOT_YET;
    private boolean sounding;

    /** @param dropped counts the frames that the hearer's loop came too late for */
    Wire(Mouthpiece speaker, LongAdder dropped) {
        this.speaker = speaker;
        this.dropped = dropped;
    }

    /**
     * Adds the next frame to {@code sum}; answers whether there was anything to hear.
     *
     * @param frame to work in
     */
    boolean hear(int[] sum, int[] frame) {
        if (next == NOT_YET) {
            // What was said before is none of this hearer's business.
            next = speaker.said();
        }
        boolean cut = false;
        do {
            long said = speaker.said();
            long missed = said - MOST_WAITING - next;
            if (missed > 0) {
                cut = true;
                next += missed;
                dropped.add(missed);
            }
            if (next == said) {
                return fallSilent(sum);
            }
        } while (!speaker.copy(next, frame));
        next++;
        if (cut) {
            fallSilent(sum);
        }
        add(frame, sum);
        return true;
    }

    private void add(int[] frame, int[] sum) {
        if (!sounding) {
            for (int i = 0; i < RAMP; i++) {
                frame[i] = frame[i] * i / RAMP;
            }
        }
        for (int i = 0; i < Audio.FRAME_SAMPLES; i++) {
            sum[i] += frame[i];
        }
        System.arraycopy(frame, Audio.FRAME_SAMPLES - RAMP, tail, 0, RAMP);
        sounding = true;
    }

    /** Ends what sounds: its last 5 ms once more, backwards and ever softer. Answers whether anything sounded. */
    boolean fallSilent(int[] sum) {
        if (!sounding) {
            return false;
        }
        sounding = false;
        for (int i = 0; i < RAMP; i++) {
            sum[i] += tail[RAMP - 1 - i] * (RAMP - i) / RAMP;
        }
        return true;
    }
}
