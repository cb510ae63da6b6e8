package io.tandem.media.rtp;

/** A view of one RTP packet (RFC 3550 §5.1) in a caller-owned array, reused for every packet. */
public final class RtpPacket {
    public static final int HEADER_BYTES = 12;

    private static final int VERSION = 2;

    private byte[] bytes = new byte[0];
    private int payloadType;
    private boolean marker;
    private int sequence;
    private long timestamp;
    private long ssrc;
    private int payloadOffset;
    private int payloadLength;

    /** Whether a datagram on a multiplexed port is RTCP and not RTP (RFC 5761 §4). */
    public static boolean looksLikeRtcp(byte[] bytes, int length) {
        if (length < 2) {
            return false;
        }
        int type = bytes[1] & 0xff;
        return type >= 192 && type <= 223;
    }

    /**
     * Reads the header and finds the payload behind CSRCs, extension and padding; all lengths are checked against {@code length}.
     *
     * @return false for what is no RTP packet; the view is then unusable
     */
    public boolean parse(byte[] datagram, int length) {
        if (length < HEADER_BYTES || (datagram[0] & 0xff) >> 6 != VERSION) {
            return false;
        }
        int start = HEADER_BYTES + 4 * (datagram[0] & 0x0f);
        boolean extension = (datagram[0] & 0x10) != 0;
        if (extension) {
            if (start + 4 > length) {
                return false;
            }
            start += 4 + 4 * unsigned16(datagram, start + 2);
        }
        int end = length;
        boolean padding = (datagram[0] & 0x20) != 0;
        if (padding) {
            int pad = datagram[length - 1] & 0xff;
            if (pad == 0) {
                return false;
            }
            end -= pad;
        }
        if (start > end) {
            return false;
        }
        bytes = datagram;
        marker = (datagram[1] & 0x80) != 0;
        payloadType = datagram[1] & 0x7f;
        sequence = unsigned16(datagram, 2);
        timestamp = unsigned32(datagram, 4);
        ssrc = unsigned32(datagram, 8);
        payloadOffset = start;
        payloadLength = end - start;
        return true;
    }

    /** Writes a header without CSRC and extension at the start of {@code out}. */
    public static void writeHeader(
            byte[] out, int payloadType, boolean marker, int sequence, long timestamp, long ssrc) {
        out[0] = (byte) (VERSION << 6);
        out[1] = (byte) (marker ? payloadType | 0x80 : payloadType);
        put16(out, 2, sequence);
        put32(out, 4, timestamp);
        put32(out, 8, ssrc);
    }

    /** The datagram of the last {@link #parse}. */
    public byte[] bytes() {
        return bytes;
    }

    public int payloadType() {
        return payloadType;
    }

    public boolean marker() {
        return marker;
    }

    /** 0–65535. */
    public int sequence() {
        return sequence;
    }

    /** 0–2³²−1. */
    public long timestamp() {
        return timestamp;
    }

    /** 0–2³²−1. */
    public long ssrc() {
        return ssrc;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    public int payloadLength() {
        return payloadLength;
    }

    static int unsigned16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static long unsigned32(byte[] bytes, int at) {
        return (long) unsigned16(bytes, at) << 16 | unsigned16(bytes, at + 2);
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, long value) {
        put16(bytes, at, (int) (value >> 16));
        put16(bytes, at + 2, (int) value);
    }
}
