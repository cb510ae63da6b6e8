package io.tandem.bridge;

import io.tandem.media.Audio;
import io.tandem.media.AudioTap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a call says, after mute: a tap that keeps the last frames in a ring, from which any number of others read, each at its own pace and on
 * its own loop. No locks; who comes too late misses the oldest.
 */
final class Mouthpiece implements AudioTap {
    /** A power of two, so that the ring goes on where the count wraps. Readers use the newer half; the older is what the writer works in. */
    private static final int FRAMES = 4;

    private static final VarHandle WRITTEN;

    static {
        try {
            WRITTEN = MethodHandles.lookup().findVarHandle(Mouthpiece.class, "written", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Samples as int: sums of ints are what the compiler makes vector instructions of. */
    private final int[][] frames = new int[FRAMES][Audio.FRAME_SAMPLES];

    /** Frames said so far. */
    private long written;

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        int[] frame = frames[(int) (written % FRAMES)];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = received[i];
        }
        WRITTEN.setRelease(this, written + 1);
        // Readers must see the count before they see anything of the next frame.
        VarHandle.storeStoreFence();
    }

    /** Frames said so far; the number of the one that comes next. Any thread. */
    long said() {
        return (long) WRITTEN.getAcquire(this);
    }

    /** Copies a frame; false when it was being overwritten meanwhile and the copy is worth nothing. Any thread. */
    boolean copy(long number, int[] into) {
        System.arraycopy(frames[(int) (number % FRAMES)], 0, into, 0, Audio.FRAME_SAMPLES);
        VarHandle.loadLoadFence();
        return said() - number < FRAMES;
    }
}
