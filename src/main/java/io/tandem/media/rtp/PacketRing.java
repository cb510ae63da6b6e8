package io.tandem.media.rtp;

/**
 * Received payloads in order of sequence, in memory that is taken once: the last {@value #SPAN} sequence numbers at most. Few wait at a
 * time, and the place that was freed last is filled first, so that a stream works in the same few cache lines.
 */
final class PacketRing {
    static final int SPAN = 64;

    /** 120 ms of G.711; a longer payload is no telephone audio. */
    static final int MAX_PAYLOAD = 960;

    /** Fields of an entry: what comes first is the key. */
    private static final int SEQUENCE = 0;

    private static final int POSITION = 1;
    private static final int PAYLOAD = 2;
    private static final int FIELDS = 3;

    /** The waiting packets, oldest first. */
    private final long[] entries = new long[SPAN * FIELDS];

    private final byte[] payloads = new byte[SPAN * MAX_PAYLOAD];
    /** Numbers of the places of payloads; from {@link #count} on those that are free. */
    private final byte[] places = new byte[SPAN];

    private int count;
    private long next;

    PacketRing() {
        clear();
    }

    /** Forgets all packets; the next one put may have any sequence number. */
    void clear() {
        for (int i = 0; i < SPAN; i++) {
            places[i] = (byte) i;
        }
        count = 0;
        next = 0;
    }

    /** Whether {@code sequence} was passed already: played, or given up. */
    boolean passed(long sequence) {
        return sequence < next;
    }

    boolean contains(long sequence) {
        int i = count - 1;
        while (i >= 0 && sequence(i) > sequence) {
            i--;
        }
        return i >= 0 && sequence(i) == sequence;
    }

    /**
     * Stores a payload that is neither passed nor contained.
     *
     * @return packets that had to give way
     */
    int put(long sequence, long position, int payloadType, byte[] bytes, int offset, int length) {
        int lost = giveUpBefore(sequence - SPAN + 1);
        int at = count;
        while (at > 0 && sequence(at - 1) > sequence) {
            at--;
        }
        System.arraycopy(entries, at * FIELDS, entries, (at + 1) * FIELDS, (count - at) * FIELDS);
        int place = places[count++];
        entries[at * FIELDS + SEQUENCE] = sequence;
        entries[at * FIELDS + POSITION] = position;
        entries[at * FIELDS + PAYLOAD] = (long) payloadType << 32 | length << 8 | place;
        System.arraycopy(bytes, offset, payloads, place * MAX_PAYLOAD, length);
        return lost;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Frees the oldest packet; its and all earlier sequence numbers are passed. */
    void take() {
        next = entries[SEQUENCE] + 1;
        places[--count] = (byte) place();
        System.arraycopy(entries, FIELDS, entries, 0, count * FIELDS);
    }

    /** Of the oldest packet, as the rest below; there must be one. */
    long position() {
        return entries[POSITION];
    }

    int payloadType() {
        return (int) (entries[PAYLOAD] >> 32);
    }

    byte[] bytes() {
        return payloads;
    }

    int offset() {
        return place() * MAX_PAYLOAD;
    }

    int length() {
        return (int) entries[PAYLOAD] >> 8;
    }

    private int place() {
        return (int) entries[PAYLOAD] & 0xff;
    }

    private long sequence(int entry) {
        return entries[entry * FIELDS + SEQUENCE];
    }

    private int giveUpBefore(long sequence) {
        int lost = 0;
        while (count > 0 && sequence(0) < sequence) {
            take();
            lost++;
        }
        next = Math.max(next, sequence);
        return lost;
    }
}
