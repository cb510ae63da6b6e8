package io.tandem.media.rtp;

/** Counts one source's packets as RFC 3550 appendix A does: sequence validity (A.1), loss (A.3), interarrival jitter (A.8). */
final class ReceptionStatistics {
    /** Returned by {@link #accept} for a packet whose sequence number makes no sense (yet). */
    static final long INVALID = -1;

    private static final int CYCLE = 1 << 16;
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NONE = -1;

    private boolean any;
    private boolean restarted;
    private long base;
    private long highest;
    private long received;
    private int expectedAfterJump = NONE;
    private long expectedPrior;
    private long receivedPrior;

    private long lastTransit;
    private boolean anyTransit;
    /** Sixteen times the jitter, in timestamp units. */
    private long jitter;

    /**
     * Counts a packet.
     *
     * @param arrival arrival time in timestamp units
     * @return its extended sequence number, or {@link #INVALID}
     */
    long accept(int sequence, long timestamp, long arrival) {
        restarted = false;
        if (!any) {
            begin(sequence);
        }
        int ahead = (short) (sequence - (int) highest);
        long extended = highest + ahead;
        if (ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER) {
            if (sequence != expectedAfterJump) {
                expectedAfterJump = sequence + 1 & 0xffff;
                return INVALID;
            }
            // Two in sequence: the sender restarted (A.1).
            begin(sequence);
            restarted = true;
            extended = highest;
        }
        expectedAfterJump = NONE;
        highest = Math.max(highest, extended);
        received++;
        measure(timestamp, arrival);
        return extended;
    }

    /** Whether the last packet began a new numbering. */
    boolean restarted() {
        return restarted;
    }

    void reset() {
        any = false;
        anyTransit = false;
        jitter = 0;
        expectedAfterJump = NONE;
    }

    boolean any() {
        return any;
    }

    long highest() {
        return highest;
    }

    /** Packets that never came; duplicates can hide some. */
    long lost() {
        return any ? Math.max(0, expected() - received) : 0;
    }

    /** In timestamp units. */
    long jitter() {
        return jitter >> 4;
    }

    /** Loss since the last call as a fraction of 256, for a report block. */
    int takeFractionLost() {
        long expectedNow = expected() - expectedPrior;
        long lostNow = expectedNow - (received - receivedPrior);
        expectedPrior = expected();
        receivedPrior = received;
        return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
    }

    private long expected() {
        return highest - base + 1;
    }

    private void begin(int sequence) {
        any = true;
        // One cycle up, so that a packet just before the first has a place too.
        highest = CYCLE + sequence;
        base = highest;
        received = 0;
        expectedPrior = 0;
        receivedPrior = 0;
        anyTransit = false;
    }

    private void measure(long timestamp, long arrival) {
        int transit = (int) (arrival - timestamp);
        if (anyTransit) {
            long difference = Math.abs((int) (transit - lastTransit));
            jitter += difference - (jitter + 8 >> 4);
        }
        anyTransit = true;
        lastTransit = transit;
    }
}
