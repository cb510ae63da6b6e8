package io.tandem.media.file;

/** Decoded audio in memory: 16 kHz mono s16. */
public final class PcmClip {

    public static final int SAMPLE_RATE = 16_000;

    private final short[] samples;

    PcmClip(short[] samples) {
        this.samples = samples;
    }

    /** The samples themselves, not a copy: only to be read. */
    public short[] samples() {
        return samples;
    }

    public long durationMillis() {
        return samples.length * 1_000L / SAMPLE_RATE;
    }
}
