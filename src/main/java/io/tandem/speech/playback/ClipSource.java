package io.tandem.speech.playback;

import io.tandem.media.PlayoutSource;

/** Plays samples that lie in memory; the array is shared by everyone who plays the clip and is never written to. */
public final class ClipSource implements PlayoutSource {
    private final short[] samples;
    private int position;

    /**
     * Plays {@code samples} (16 kHz mono).
     *
     * @param skip samples to leave out at the start; more than there are means an immediate end
     */
    public ClipSource(short[] samples, long skip) {
        this.samples = samples;
        this.position = (int) Math.min(samples.length, Math.max(0, skip));
    }

    @Override
    public int read(short[] pcm, int offset, int length) {
        int count = Math.min(length, samples.length - position);
        if (count == 0) {
            return END;
        }
        System.arraycopy(samples, position, pcm, offset, count);
        position += count;
        return count;
    }
}
