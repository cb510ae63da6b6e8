package io.tandem.media.rtp;

/**
 * Turns telephone-event packets into digits (RFC 4733). An event is known by its RTP timestamp within one SSRC, so a digit comes
 * once, at the first packet that arrives, whichever of its packets are lost.
 */
final class TelephoneEvents {
    /** Returned when a packet brings no new digit. */
    static final char NONE = 0;

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int PAYLOAD_BYTES = 4;
    private static final int MAX_DURATION = 0xffff;

    /** A continued segment may only follow a segment that was nearly as long as the duration field allows (§2.5.1.3). */
    private static final int LONG_SEGMENT = 60_000;

    /** Without a packet for this long an event without its end packets is over. */
    private static final long LIFE_NANOS = 100_000_000;

    private boolean any;
    private long timestamp;
    private int event;
    private int duration;
    private boolean ended;
    private long lastArrival;

    /** Takes one packet; answers the digit that begins with it, or {@link #NONE}. */
    char accept(RtpPacket packet, long now) {
        if (packet.payloadLength() < PAYLOAD_BYTES) {
            return NONE;
        }
        byte[] bytes = packet.bytes();
        int at = packet.payloadOffset();
        int newEvent = bytes[at] & 0xff;
        boolean end = (bytes[at + 1] & 0x80) != 0;
        int newDuration = RtpPacket.unsigned16(bytes, at + 2);
        int ahead = (int) (packet.timestamp() - timestamp);
        if (any && ahead < 0) {
            // A reordered packet of an event that was reported already.
            return NONE;
        }
        boolean same = any && ahead == 0;
        boolean continued = any && !ended && newEvent == event && duration >= LONG_SEGMENT && ahead <= MAX_DURATION;
        lastArrival = now;
        if (same) {
            ended |= end;
            duration = Math.max(duration, newDuration);
            return NONE;
        }
        any = true;
        timestamp = packet.timestamp();
        event = newEvent;
        duration = newDuration;
        ended = end;
        return continued || newEvent >= DIGITS.length() ? NONE : DIGITS.charAt(newEvent);
    }

    /** Whether an event is going on: audio that comes beside it is the same tone in band and must not be heard. */
    boolean active(long now) {
        return any && !ended && now - lastArrival < LIFE_NANOS;
    }

    /** Forgets the stream, as after a change of SSRC. */
    void reset() {
        any = false;
        ended = false;
    }
}
