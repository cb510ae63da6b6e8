package io.tandem.media;

/** The engine's internal audio format: 16 kHz mono s16 in frames of 20 ms. Other rates exist only at the edges. */
public final class Audio {
    public static final int SAMPLE_RATE = 16_000;
    public static final int FRAME_MILLIS = 20;
    public static final int FRAME_SAMPLES = SAMPLE_RATE / 1000 * FRAME_MILLIS;

    private Audio() {}
}
