package io.tandem.media.rtp;

import java.util.Arrays;

/** Received payloads in order of sequence, in memory that is taken once: the last {@value #SLOTS} sequence numbers at most. */
final class PacketRing {
    static final int SLOTS = 64;

    /** 120 ms of G.711; a longer payload is no telephone audio. */
    static final int MAX_PAYLOAD = 960;

    private static final int MASK = SLOTS - 1;
    private static final long EMPTY = -1;

    private final byte[] payloads = new byte[SLOTS * MAX_PAYLOAD];
    private final long[] sequences = new long[SLOTS];
    private final long[] positions = new long[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final byte[] types = new byte[SLOTS];
    private long next;
    private long end;

    PacketRing() {
        clear();
    }

    /** Forgets all packets; the next one put may have any sequence number. */
    void clear() {
        Arrays.fill(sequences, EMPTY);
        next = 0;
        end = 0;
    }

    /** Whether {@code sequence} was passed already: played, or given up. */
    boolean passed(long sequence) {
        return sequence < next;
    }

    boolean contains(long sequence) {
        return sequences[index(sequence)] == sequence;
    }

    /**
     * Stores a payload that is neither passed nor contained.
     *
     * @return packets that had to give way
     */
    int put(long sequence, long position, int payloadType, byte[] bytes, int offset, int length) {
        int lost = sequence - next >= SLOTS ? passTo(sequence - SLOTS + 1) : 0;
        int i = index(sequence);
        sequences[i] = sequence;
        positions[i] = position;
        lengths[i] = length;
        types[i] = (byte) payloadType;
        System.arraycopy(bytes, offset, payloads, i * MAX_PAYLOAD, length);
        end = Math.max(end, sequence + 1);
        return lost;
    }

    /** The slot of the oldest packet, or -1 when there is none. */
    int head() {
        for (long sequence = next; sequence < end; sequence++) {
            int i = index(sequence);
            if (sequences[i] == sequence) {
                return i;
            }
        }
        next = end;
        return -1;
    }

    /** Frees the slot; this and all earlier sequence numbers are passed. */
    void take(int slot) {
        next = sequences[slot] + 1;
        sequences[slot] = EMPTY;
    }

    long position(int slot) {
        return positions[slot];
    }

    int payloadType(int slot) {
        return types[slot];
    }

    byte[] bytes() {
        return payloads;
    }

    int offset(int slot) {
        return slot * MAX_PAYLOAD;
    }

    int length(int slot) {
        return lengths[slot];
    }

    private int passTo(long sequence) {
        int lost = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (sequences[i] != EMPTY && sequences[i] < sequence) {
                sequences[i] = EMPTY;
                lost++;
            }
        }
        next = sequence;
        return lost;
    }

    private static int index(long sequence) {
        return (int) sequence & MASK;
    }
}
