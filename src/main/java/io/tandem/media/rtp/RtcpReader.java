package io.tandem.media.rtp;

/** Reads what a compound RTCP packet says about us: the last sender report and the report block with our SSRC (RFC 3550 §6.4). */
final class RtcpReader {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int BYE = 203;

    static final int REPORT_BLOCK_BYTES = 24;
    static final int SENDER_INFO_BYTES = 20;

    private boolean senderReport;
    private long senderNtpMiddle;
    private boolean reportOnUs;
    private int packetsLost;
    private long jitter;
    private long lastSenderReport;
    private long delaySinceLastSenderReport;

    /**
     * Reads a datagram; reduced-size packets (RFC 5506) are read too.
     *
     * @return false when any part of it is malformed; nothing of it is then to be used
     */
    boolean parse(byte[] bytes, int length, long ourSsrc) {
        senderReport = false;
        reportOnUs = false;
        int at = 0;
        while (at < length) {
            if (length - at < 4 || (bytes[at] & 0xff) >> 6 != 2) {
                return false;
            }
            int end = at + 4 * (RtpPacket.unsigned16(bytes, at + 2) + 1);
            if (end > length || !part(bytes, at, end, ourSsrc)) {
                return false;
            }
            at = end;
        }
        return length > 0;
    }

    private boolean part(byte[] bytes, int at, int end, long ourSsrc) {
        int type = bytes[at + 1] & 0xff;
        if (type != SENDER_REPORT && type != RECEIVER_REPORT) {
            return true;
        }
        int block = at + 8;
        if (type == SENDER_REPORT) {
            if (block + SENDER_INFO_BYTES > end) {
                return false;
            }
            senderReport = true;
            senderNtpMiddle = RtpPacket.unsigned32(bytes, block + 2);
            block += SENDER_INFO_BYTES;
        }
        int blocks = bytes[at] & 0x1f;
        if (block + blocks * REPORT_BLOCK_BYTES > end) {
            return false;
        }
        for (int i = 0; i < blocks; i++, block += REPORT_BLOCK_BYTES) {
            if (RtpPacket.unsigned32(bytes, block) == ourSsrc) {
                reportOnUs = true;
                // Cumulative and signed: duplicates make it negative.
                packetsLost = (int) RtpPacket.unsigned32(bytes, block + 4) << 8 >> 8;
                jitter = RtpPacket.unsigned32(bytes, block + 12);
                lastSenderReport = RtpPacket.unsigned32(bytes, block + 16);
                delaySinceLastSenderReport = RtpPacket.unsigned32(bytes, block + 20);
            }
        }
        return true;
    }

    boolean hasSenderReport() {
        return senderReport;
    }

    /** Middle 32 bits of the sender report's NTP time. */
    long senderNtpMiddle() {
        return senderNtpMiddle;
    }

    boolean hasReportOnUs() {
        return reportOnUs;
    }

    /** Packets of ours that the far end misses. */
    int packetsLost() {
        return packetsLost;
    }

    /** In units of our timestamps. */
    long jitter() {
        return jitter;
    }

    /** LSR: the middle 32 bits of our last sender report that the far end saw, 0 for none. */
    long lastSenderReport() {
        return lastSenderReport;
    }

    /** DLSR in units of 1/65536 s. */
    long delaySinceLastSenderReport() {
        return delaySinceLastSenderReport;
    }
}
