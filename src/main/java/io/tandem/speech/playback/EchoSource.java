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
    private long written = DELAY_SAMPLES;
    private long read;

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        for (short sample : received) {
            ring[(int) (written++ % ring.length)] = sample;
        }
        // While the playout is paused the oldest is forgotten: after it, the delay is what it was.
        read = Math.max(read, written - ring.length);
    }

    @Override
    public int read(short[] pcm, int offset, int length) {
        int count = (int) Math.min(length, written - read);
        for (int i = 0; i < count; i++) {
            pcm[offset + i] = ring[(int) (read++ % ring.length)];
        }
        return count;
    }
}
