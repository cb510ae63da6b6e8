package io.tandem.media;

import io.tandem.media.rtp.StreamMemory;
import java.nio.ByteBuffer;

/**
 * What one session at a time works with, on the loop's thread. It belongs to the loop and not to each session, so that it stays in the
 * caches of the processor: a session finds nothing of its own in it and leaves nothing behind.
 */
final class LoopMemory {
    /** Longer datagrams are cut; no audio packet is. */
    private static final int DATAGRAM_BYTES = 2048;

    /** The direct buffer through which every socket of the loop reads and writes. */
    final ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES);

    /** Received datagrams are copied into it. */
    final byte[] datagram = new byte[DATAGRAM_BYTES];

    /** What the RTP streams work with. */
    final StreamMemory streams = new StreamMemory();

    /** What came from the remote party in the running slot of a session. */
    final short[] received = new short[Audio.FRAME_SAMPLES];

    /** What goes to the remote party in the running slot of a session. */
    final short[] sent = new short[Audio.FRAME_SAMPLES];

    /** Where what goes to the remote party is summed. */
    final int[] sum = new int[Audio.FRAME_SAMPLES];
}
