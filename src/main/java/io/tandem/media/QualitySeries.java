package io.tandem.media;

import io.tandem.call.MediaQuality;

/** One direction of a session's audio, second by second: loss over the last five, score of each, what all of them come to. */
final class QualitySeries {
    /** Milliseconds that every receiver buffers. */
    static final double LEAST_BUFFER = 20;

    private static final int WINDOW = 5;

    private final long[] expectedBefore = new long[WINDOW];
    private final long[] missingBefore = new long[WINDOW];
    private int samples;
    private long expected;
    private long missing;
    private double loss;
    private double mos;
    private double worst = Double.MAX_VALUE;
    private double mosSum;
    private double jitterSum;

    /**
     * Takes one second.
     *
     * @param delay one-way, mouth to ear, in milliseconds
     * @param totalExpected packets since the start that came or should have come
     * @param totalMissing those of them that were not played
     * @return false when nothing was expected since the last one: there is nothing to judge
     */
    boolean add(EModel.Codec codec, double delay, long totalExpected, long totalMissing, double jitterMillis) {
        if (totalExpected <= expected) {
            return false;
        }
        int slot = samples % WINDOW;
        loss = percent(totalMissing - missingBefore[slot], totalExpected - expectedBefore[slot]);
        expectedBefore[slot] = totalExpected;
        missingBefore[slot] = totalMissing;
        expected = totalExpected;
        missing = totalMissing;
        samples++;
        mos = EModel.mos(EModel.rating(codec, delay, loss));
        worst = Math.min(worst, mos);
        mosSum += mos;
        jitterSum += jitterMillis;
        return true;
    }

    boolean any() {
        return samples > 0;
    }

    /** Percent over the last five seconds. */
    double loss() {
        return loss;
    }

    /** Of the last second. */
    double mos() {
        return mos;
    }

    /** All seconds; only when there was {@link #any}. */
    MediaQuality.Direction direction() {
        return new MediaQuality.Direction(worst, mosSum / samples, percent(missing, expected), jitterSum / samples);
    }

    private static double percent(long part, long whole) {
        return whole <= 0 ? 0 : Math.max(0, Math.min(100, 100.0 * part / whole));
    }
}
