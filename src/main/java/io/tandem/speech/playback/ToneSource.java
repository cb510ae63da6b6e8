package io.tandem.speech.playback;

import io.tandem.media.Audio;
import io.tandem.media.PlayoutSource;

/** A sine of one frequency at −12 dBFS for some time. */
final class ToneSource implements PlayoutSource {
    private static final double AMPLITUDE = 8192;

    private final double radiansPerSample;
    private final long end;
    private long position;

    ToneSource(double frequency, long samples, long skip) {
        this.radiansPerSample = 2 * Math.PI * frequency / Audio.SAMPLE_RATE;
        this.end = samples;
        this.position = skip;
    }

    @Override
    public int read(short[] pcm, int offset, int length) {
        if (position >= end) {
            return END;
        }
        int count = (int) Math.min(length, end - position);
        for (int i = 0; i < count; i++) {
            pcm[offset + i] = (short) Math.round(AMPLITUDE * Math.sin(radiansPerSample * position++));
        }
        return count;
    }
}
