package io.tandem.media.codec;

/** The filter design of the resampler: a Kaiser-windowed sinc, evaluated for any delay between two samples. */
final class LowPass {

    /** Taps a phase at the lower of the two rates: transition from 86 % to 102 % of its half. */
    static final int TAPS = 40;

    /** Edge of the band, −6 dB, as a part of half of the lower rate. */
    private static final double EDGE = 0.94;

    /** Kaiser's β for 55 dB. */
    private static final double BETA = 5.1;

    private LowPass() {}

    /**
     * The taps that interpolate between {@code x[taps/2 - 1]} and {@code x[taps/2]} of a window of samples; their sum is 1.
     *
     * @param fraction place between the two, 0–1
     * @param bandwidth half of the lower rate as a part of the rate of the samples, at most 0.5
     */
    static double[] phase(int taps, double fraction, double bandwidth) {
        double[] phase = new double[taps];
        double cutoff = EDGE * bandwidth;
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double distance = i - (taps / 2 - 1) - fraction;
            phase[i] = sinc(2 * cutoff * distance) * kaiser(2 * distance / taps);
            sum += phase[i];
        }
        for (int i = 0; i < taps; i++) {
            phase[i] /= sum;
        }
        return phase;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return bessel(BETA * Math.sqrt(Math.max(0, 1 - x * x)));
    }

    /** Modified Bessel function of the first kind, order 0, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-10 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
