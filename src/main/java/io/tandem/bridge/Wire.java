package io.tandem.bridge;

import io.tandem.media.Audio;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of audio, from a call that speaks to one that hears. Wherever the audio begins, ends or was cut, 5 ms of ramp keep it
 * from clicking.
 */
final class Wire {
    private static final int RAMP = Audio.SAMPLE_RATE / 1000 * 5;

    private final FrameRing ring = new FrameRing();
    private final LongAdder dropped;

    // Hearer's loop thread only.
    private final short[] frame = new short[Audio.FRAME_SAMPLES];
    private final short[] tail = new short[RAMP];
    private boolean sounding;

    /** @param dropped counts the frames that the hearer's loop came too late for */
    Wire(LongAdder dropped) {
        this.dropped = dropped;
    }

    /** What the speaker said in a slot. Speaker's loop thread. */
    void say(short[] pcm) {
        if (!ring.write(pcm)) {
            dropped.increment();
        }
    }

    /** Adds the next frame to {@code sum}; answers whether there was anything to hear. Hearer's loop thread. */
    boolean hear(int[] sum) {
        if (!ring.read(frame)) {
            return fallSilent(sum);
        }
        if (sounding && ring.cut()) {
            fallSilent(sum);
        }
        int ramped = sounding ? 0 : RAMP;
        for (int i = 0; i < ramped; i++) {
            sum[i] += frame[i] * i / RAMP;
        }
        for (int i = ramped; i < frame.length; i++) {
            sum[i] += frame[i];
        }
        System.arraycopy(frame, frame.length - RAMP, tail, 0, RAMP);
        sounding = true;
        return true;
    }

    /** Ends what sounds: its last 5 ms once more, backwards and ever softer. Answers whether anything sounded. Hearer's loop thread. */
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
