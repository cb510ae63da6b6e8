package io.tandem.media.codec;

/**
 * Changes the sample rate of one stream: a polyphase low-pass that keeps its state from frame to frame, so that frames of any length
 * join without a seam and the ratio holds exactly in the long run. Flat within ±0.5 dB to 85 % of the lower rate's half, images and
 * aliases below −50 dB from 103 % on. Single-threaded, allocates nothing.
 */
public final class Resampler {

    private static final int LOWEST_RATE = 1_000;
    private static final int HIGHEST_RATE = 384_000;

    private final RateChange change;

    /**
     * Rates in Hz; any pair works, 8 ↔ 16 kHz is the fast one.
     *
     * @throws IllegalArgumentException when a rate is not 1–384 kHz
     */
    public Resampler(int fromRate, int toRate) {
        check(fromRate);
        check(toRate);
        if (fromRate == toRate) {
            change = new SameRate();
        } else if (2 * fromRate == toRate) {
            change = new DoubleRate();
        } else if (fromRate == 2 * toRate) {
            change = new HalfRate();
        } else {
            change = new RationalRate(fromRate, toRate);
        }
    }

    private static void check(int rate) {
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new IllegalArgumentException(
                    "sample rate: " + rate + " (expected: " + LOWEST_RATE + " to " + HIGHEST_RATE + " Hz)");
        }
    }

    /**
     * Takes {@code inLen} samples in and writes what they complete.
     *
     * @param out has room for {@link #maxOutput} samples from {@code outOff} on
     * @return samples written; between 8 and 16 kHz always exactly the double or, of an even number, the half
     */
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        return change.process(in, inOff, inLen, out, outOff);
    }

    /** The most samples that {@code inLen} further ones can complete. */
    public int maxOutput(int inLen) {
        return change.maxOutput(inLen);
    }

    /** How far the output lags behind the input, in output samples. */
    public int delay() {
        return change.delay();
    }

    /** Forgets the past, as at a new stream. */
    public void reset() {
        change.reset();
    }
}
