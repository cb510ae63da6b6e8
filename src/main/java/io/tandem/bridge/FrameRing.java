package io.tandem.bridge;

import io.tandem.media.Audio;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two frames between the loop of one who speaks and the loop of one who hears: a third drops the oldest. So a frame waits for the
 * reader's next slot and at most one frame more. One writer, one reader, no locks.
 */
final class FrameRing {
    static final int CAPACITY = 2;

    private final short[][] frames = new short[CAPACITY][Audio.FRAME_SAMPLES];

    /** Frames written so far; advanced by the writer. */
    private final AtomicLong written = new AtomicLong();

    /** Frames read or dropped so far. Who advances it owns the frame: the reader keeps it, the writer overwrites it. */
    private final AtomicLong consumed = new AtomicLong();

    /** The frame that would follow the last one read; the reader's own. */
    private long next;

    private boolean cut;

    /** Puts a frame in; false when the oldest was dropped for it. Writer's thread. */
    boolean write(short[] pcm) {
        long at = written.getPlain();
        long oldest = consumed.get();
        // When the exchange fails, the reader has just made room itself.
        boolean dropped = at - oldest == CAPACITY && consumed.compareAndSet(oldest, oldest + 1);
        System.arraycopy(pcm, 0, frames[(int) (at % CAPACITY)], 0, Audio.FRAME_SAMPLES);
        written.setRelease(at + 1);
        return !dropped;
    }

    /** Takes the oldest frame; false when there is none. Reader's thread. */
    boolean read(short[] pcm) {
        while (true) {
            long at = consumed.get();
            if (at == written.getAcquire()) {
                return false;
            }
            System.arraycopy(frames[(int) (at % CAPACITY)], 0, pcm, 0, Audio.FRAME_SAMPLES);
            // The writer may have dropped the frame and begun to overwrite it meanwhile: then the copy is worth
            // nothing.
            if (consumed.compareAndSet(at, at + 1)) {
                cut = at != next;
                next = at + 1;
                return true;
            }
        }
    }

    /** Whether frames were dropped right before the one that was read last. Reader's thread. */
    boolean cut() {
        return cut;
    }
}
