package io.tandem.media;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How late ticks were over the last two seconds. Written by one loop, its p99 read by anybody. */
final class Lateness {
    private static final int PARTS = 4;
    private static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int BINS = 1000;
    private static final long BIN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final double SHARE = 0.99;

    /**
     * Ticks that the share is taken of at least, the missing ones taken for punctual: with a handful of sessions one pause of the
     * collector is not overload.
     */
    private static final int FEWEST = 1_000;

    private final int[][] parts = new int[PARTS][BINS];
    private int part;
    private long partEnd;
    private boolean started;
    private volatile double p99Millis;

    void record(long lateNanos, long now) {
        if (!started) {
            started = true;
            partEnd = now + PART_NANOS;
        } else if (now - partEnd >= 0) {
            p99Millis = p99();
            part = (part + 1) % PARTS;
            Arrays.fill(parts[part], 0);
            partEnd = now + PART_NANOS;
        }
        parts[part][(int) Math.max(0, Math.min(BINS - 1, lateNanos / BIN_NANOS))]++;
    }

    /** The loop has nothing to do: nothing is late. */
    void clear() {
        started = false;
        for (int[] counts : parts) {
            Arrays.fill(counts, 0);
        }
        p99Millis = 0;
    }

    double p99Millis() {
        return p99Millis;
    }

    private double p99() {
        long recorded = 0;
        for (int[] counts : parts) {
            for (int count : counts) {
                recorded += count;
            }
        }
        long total = Math.max(recorded, FEWEST);
        long within = total - recorded;
        int bin = 0;
        while (bin < BINS - 1 && (within += inBin(bin)) < total * SHARE) {
            bin++;
        }
        return (double) bin * BIN_NANOS / TimeUnit.MILLISECONDS.toNanos(1);
    }

    private int inBin(int bin) {
        int count = 0;
        for (int[] counts : parts) {
            count += counts[bin];
        }
        return count;
    }
}
