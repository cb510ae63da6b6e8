package io.tandem.speech.playback;

import io.tandem.media.Audio;
import io.tandem.media.AudioTap;
import io.tandem.media.PlayoutSource;

/**
 * Says back what it hears, a moment later. The tap writes and the playout reads one ring on the same media loop thread, so there is
 * nothing to lock. Never ends by itself.
 */
final class EchoSource implements PlayoutSource, AudioTap {
    static final int DELAY_SAMPLES = Audio.SAMPLE_RATE / 1000 * 300;

    private final short[] ring = new short[DELAY_SAMPLES + 2 * Audio.FRAME_SAMPLES];
    private int readAt;
    private int waiting = DELAY_SAMPLES;

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        int writeAt = wrap(readAt + waiting);
        int first = Math.min(received.length, ring.length - writeAt);
        System.arraycopy(received, 0, ring, writeAt, first);
        System.arraycopy(received, first, ring, 0, received.length - first);
        waiting += received.length;
        if (waiting > ring.length) {
            // While the playout is paused the oldest is forgotten: after it, the delay is what it was.
            readAt = wrap(readAt + waiting - ring.length);
            waiting = ring.length;
        }
    }

    @Override
    public int read(short[] pcm, int offset, int length) {
        int count = Math.min(length, waiting);
        int first = Math.min(count, ring.length - readAt);
        System.arraycopy(ring, readAt, pcm, offset, first);
        System.arraycopy(ring, 0, pcm, offset + first, count - first);
        readAt = wrap(readAt + count);
        waiting -= count;
        return count;
    }

    private int wrap(int index) {
        return index < ring.length ? index : index - ring.length;
    }
}
