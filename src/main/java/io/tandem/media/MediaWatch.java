package io.tandem.media;

/** Notices that no RTP comes although it should (profile row 5.8). Loop thread only; times in nanoseconds. */
final class MediaWatch {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long timeout;
    private final long firstPacketTimeout;
    private boolean any;
    private boolean active;
    private boolean told;
    private long since;

    /** Zero stands for never. */
    MediaWatch(long timeout, long firstPacketTimeout) {
        this.timeout = timeout;
        this.firstPacketTimeout = firstPacketTimeout;
    }

    /** Media is expected from now on, or is not (hold). */
    void expect(boolean media, long now) {
        if (media && !active) {
            since = now;
            told = false;
        }
        active = media;
    }

    void packet(long now) {
        any = true;
        told = false;
        since = now;
    }

    /** Milliseconds of silence when they have just become too many, else 0; said once a silence. */
    long check(long now) {
        long limit = any ? timeout : firstPacketTimeout;
        if (!active || told || limit == 0 || now - since < limit) {
            return 0;
        }
        told = true;
        return (now - since) / NANOS_PER_MILLI;
    }
}
