package io.tandem.media.rtp;

/** Lets through a bounded rate of datagrams on one socket (a token bucket), so that a flood costs no more than its reading. */
public final class FloodGate {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long nanosPerPacket;
    private final long burstNanos;
    private long paidUntil;
    private boolean started;
    private long dropped;

    /** Lets through {@code packetsPerSecond}, or that many at once after a pause. */
    public FloodGate(int packetsPerSecond) {
        this.nanosPerPacket = NANOS_PER_SECOND / packetsPerSecond;
        this.burstNanos = NANOS_PER_SECOND;
    }

    /** Whether a datagram that arrives now is to be looked at. */
    public boolean admit(long now) {
        if (!started || paidUntil - now < 0) {
            started = true;
            paidUntil = now;
        }
        if (paidUntil - now + nanosPerPacket > burstNanos) {
            dropped++;
            return false;
        }
        paidUntil += nanosPerPacket;
        return true;
    }

    public long dropped() {
        return dropped;
    }
}
