package io.tandem.bench;

import java.util.Random;

/** Audio that is neither silent nor regular: tones under a slow envelope, with noise. The same in every run. */
public final class Speech {
    private static final int SEED = 1;

    private Speech() {}

    /** {@code samples} of it at {@code rate} Hz. */
    public static short[] samples(int samples, int rate) {
        Random random = new Random(SEED);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            double t = (double) i / rate;
            double envelope = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t);
            double tones = Math.sin(2 * Math.PI * 180 * t) + 0.5 * Math.sin(2 * Math.PI * 720 * t);
            pcm[i] = (short) (6_000 * envelope * tones + 400 * random.nextGaussian());
        }
        return pcm;
    }
}
