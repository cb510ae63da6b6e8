package io.tandem.media.rtp;

import java.util.Arrays;

/**
 * Learns from arrivals how late packets come compared with the fastest of the last seconds, and how much playout delay holds all but
 * a few of them. Times are samples of 16 kHz. The fastest packet is looked for in a sliding window, so a drifting clock moves with it.
 */
final class DelayEstimator {
    private static final int SAMPLES_PER_MILLI = 16;
    private static final long WINDOW = 4_000 * SAMPLES_PER_MILLI;

    private static final int BINS = 64;
    private static final int BIN = 5 * SAMPLES_PER_MILLI;
    private static final double HELD_SHARE = 0.96;

    /** Each packet weighs this much more than the one before: the past fades with a half-life of about 170 packets. */
    private static final double GROWTH = 1.004;

    private static final double RESCALE_AT = 1e9;
    private static final int EVALUATE_EVERY = 8;

    private final int min;
    private final int max;
    private final double[] bins = new double[BINS];
    private double weight;
    private double total;
    private int untilEvaluation;

    private boolean any;
    private long windowEnd;
    private long fastest;
    private long fastestBefore;
    private int target;

    DelayEstimator(int minSamples, int maxSamples) {
        this.min = minSamples;
        this.max = maxSamples;
        reset();
    }

    void reset() {
        Arrays.fill(bins, 0);
        weight = 1;
        total = 0;
        untilEvaluation = 0;
        any = false;
        target = min;
    }

    /** Takes one arrival; {@code position} is the place of the packet's first sample in its stream. */
    void observe(long arrival, long position) {
        long transit = arrival - position;
        if (!any) {
            any = true;
            fastest = transit;
            fastestBefore = transit;
            windowEnd = arrival + WINDOW;
        } else if (arrival - windowEnd >= 0) {
            fastestBefore = fastest;
            fastest = transit;
            windowEnd = arrival + WINDOW;
        } else {
            fastest = Math.min(fastest, transit);
        }
        count(transit - base());
    }

    /** Transit of the fastest packet: arrival minus position. */
    long base() {
        return Math.min(fastest, fastestBefore);
    }

    boolean any() {
        return any;
    }

    /** The playout delay to aim at, within the bounds. */
    int target() {
        return target;
    }

    private void count(long late) {
        weight *= GROWTH;
        if (weight > RESCALE_AT) {
            rescale();
        }
        bins[(int) Math.min(BINS - 1, late / BIN)] += weight;
        total += weight;
        if (--untilEvaluation < 0) {
            untilEvaluation = EVALUATE_EVERY;
            evaluate();
        }
    }

    private void evaluate() {
        double wanted = total * HELD_SHARE;
        double held = 0;
        int bin = 0;
        while (bin < BINS - 1 && (held += bins[bin]) < wanted) {
            bin++;
        }
        target = Math.max(min, Math.min(max, (bin + 1) * BIN));
    }

    private void rescale() {
        for (int i = 0; i < BINS; i++) {
            bins[i] /= RESCALE_AT;
        }
        total /= RESCALE_AT;
        weight /= RESCALE_AT;
    }
}
