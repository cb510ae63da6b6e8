package io.tandem.media.rtp;

/**
 * Arrays that all streams of a thread work with in turn, and leave nothing in. They belong to the thread and not to each stream, so that
 * they stay in the caches of the processor.
 */
public final class StreamMemory {
    private static final int LONGEST_MILLIS = 120;
    private static final int FASTEST_KILOHERTZ = 48;

    /** Samples at the rate of a codec: of the longest packet at the highest rate. */
    final short[] codecSamples = new short[LONGEST_MILLIS * FASTEST_KILOHERTZ];

    /** What waits in a jitter buffer to be heard, decoded. */
    final short[] waiting = new short[JitterBuffer.CAPACITY];

    /** A packet that is built. */
    final byte[] packet = new byte[RtpPacket.HEADER_BYTES + RtpSender.MAX_PAYLOAD];
}
