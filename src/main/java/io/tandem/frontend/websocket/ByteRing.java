package io.tandem.frontend.websocket;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A ring of bytes between one writer and one reader thread, neither of which ever waits: the writer overwrites, the reader skips
 * what it may not be behind by, so that the oldest audio is lost first. Skipped bytes are counted.
 */
final class ByteRing {

    private final byte[] bytes;
    private final int mask;
    private final int limit;
    private final int unit;

    /** Bytes that may already be overwritten end before {@code reserved - capacity}. Written before the bytes themselves. */
    private volatile long reserved;

    private volatile long written;
    private volatile long read;
    private volatile long skipped;

    /**
     * @param limit the most bytes the reader may be behind
     * @param unit skips are multiples of this many bytes
     */
    ByteRing(int limit, int unit) {
        this.limit = limit;
        this.unit = unit;
        // Twice the limit: the writer may lap a reader in mid-copy only by writing the other half meanwhile.
        this.bytes = new byte[Integer.highestOneBit(Math.max(limit, 1)) * 4];
        this.mask = bytes.length - 1;
    }

    /** Writer thread: takes what the buffer has left. Of more bytes than the ring holds, the last ones stay. */
    void write(ByteBuffer from) {
        int length = from.remaining();
        int kept = Math.min(length, limit);
        long start = written + length - kept;
        reserved = start + kept;
        // The bytes must not become visible before the reservation that announces them.
        VarHandle.storeStoreFence();
        int at = (int) start & mask;
        int first = Math.min(kept, bytes.length - at);
        from.position(from.limit() - kept);
        from.get(bytes, at, first).get(bytes, 0, kept - first);
        written = start + kept;
    }

    /** Reader thread: bytes that can be read, after skipping what is beyond the limit. */
    int available() {
        long end = written;
        long behind = end - read;
        if (behind > limit) {
            skip((behind - limit + unit - 1) / unit * unit);
        }
        return (int) (end - read);
    }

    /** Reader thread: copies {@code length} bytes, which must be {@link #available}; false when they were overwritten meanwhile. */
    boolean read(byte[] to, int length) {
        long start = read;
        int at = (int) start & mask;
        int first = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, to, 0, first);
        System.arraycopy(bytes, 0, to, first, length - first);
        VarHandle.loadLoadFence();
        if (reserved - start > bytes.length) {
            skip(length);
            return false;
        }
        read = start + length;
        return true;
    }

    /** Bytes that were lost so far, those included that the reader will have to skip. Any thread. */
    long lost() {
        return skipped + Math.max(0, written - read - limit);
    }

    // Single writer of both: the reader thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void skip(long count) {
        read += count;
        skipped += count;
    }
}
