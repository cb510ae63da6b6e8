package io.tandem.media.codec;

/**
 * How this server speaks Opus: mono at its own 16 kHz, which any packet can be decoded to. It is not in the table of {@link Codecs}: its
 * packets have no fixed length, and it allocates.
 */
public final class Opus {

    public static final String NAME = "OPUS";
    public static final int SAMPLE_RATE = 16_000;
    public static final int FRAME_SAMPLES = SAMPLE_RATE / 1000 * 20;

    static final int CHANNELS = 1;

    private Opus() {}
}
