package io.tandem.recording;

import io.tandem.media.Audio;
import io.tandem.media.AudioTap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a call as stereo samples, on its media loop thread: left what is received, right what is sent, one frame a slot. Full
 * buffers go to the {@link RecordingWriter}; where none is free, and where the loop left slots out, silence keeps the time.
 */
final class RecordingTap implements AudioTap {
    static final int BUFFER_BYTES = 64 * 1024;

    /** A disk may stand still for this many slots, four seconds, before anything is lost. */
    private static final int SLACK_SLOTS = 200;

    private static final long SLOT_NANOS = Audio.FRAME_MILLIS * 1_000_000L;

    /** A stretch of the recording. */
    static final class Chunk {
        final ByteBuffer pcm;

        /** Slots of silence that come before {@link #pcm}. */
        long silentSlots;

        Chunk(int bytes) {
            pcm = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private final SpscArrayQueue<Chunk> free;
    private final SpscArrayQueue<Chunk> full;
    private final int slotsPerChunk;

    // Media loop thread only.
    private @Nullable Chunk chunk;
    private int slotsInChunk;
    private boolean started;
    private long nextNanos;
    private long silentSlots;

    private volatile long droppedSlots;
    private volatile long trailingSlots;
    private volatile boolean detached;

    RecordingTap(Duration flushInterval) {
        long slots = flushInterval.toMillis() / Audio.FRAME_MILLIS;
        this.slotsPerChunk = (int) Math.max(1, Math.min(slots, BUFFER_BYTES / WavHeader.BYTES_PER_SLOT));
        int chunks = SLACK_SLOTS / slotsPerChunk + 1;
        this.free = new SpscArrayQueue<>(chunks);
        this.full = new SpscArrayQueue<>(chunks);
        for (int i = 0; i < chunks; i++) {
            free.offer(new Chunk(slotsPerChunk * WavHeader.BYTES_PER_SLOT));
        }
    }

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        fillGap(nanoTime);
        nextNanos += SLOT_NANOS;
        Chunk open = chunk == null ? begin() : chunk;
        if (open == null) {
            silentSlots++;
            droppedSlots++;
            return;
        }
        ByteBuffer pcm = open.pcm;
        for (int i = 0; i < Audio.FRAME_SAMPLES; i++) {
            // Little endian: left in the low half comes first.
            pcm.putInt((sent[i] << 16) | (received[i] & 0xFFFF));
        }
        if (++slotsInChunk == slotsPerChunk) {
            handOver(open);
        }
    }

    /** Slots that the loop skipped become silence; half a slot of lateness is none. */
    private void fillGap(long nanoTime) {
        if (!started) {
            started = true;
            nextNanos = nanoTime;
        }
        long missing = (nanoTime - nextNanos + SLOT_NANOS / 2) / SLOT_NANOS;
        if (missing > 0) {
            if (chunk != null) {
                handOver(chunk);
            }
            silentSlots += missing;
            nextNanos += missing * SLOT_NANOS;
        }
    }

    private @Nullable Chunk begin() {
        Chunk next = free.poll();
        if (next != null) {
            next.pcm.clear();
            next.silentSlots = silentSlots;
            silentSlots = 0;
            chunk = next;
        }
        return next;
    }

    private void handOver(Chunk done) {
        done.pcm.flip();
        full.offer(done);
        chunk = null;
        slotsInChunk = 0;
    }

    @Override
    public void detached() {
        if (chunk != null) {
            handOver(chunk);
        }
        trailingSlots = silentSlots;
        detached = true;
    }

    /** The next stretch, or null. Writer thread. */
    @Nullable
    Chunk poll() {
        return full.poll();
    }

    /** Gives a stretch back. Writer thread. */
    void release(Chunk written) {
        free.offer(written);
    }

    /** Whether nothing more will be handed over. */
    boolean isDetached() {
        return detached;
    }

    /** Slots of silence at the very end, once the tap is detached. */
    long trailingSlots() {
        return trailingSlots;
    }

    /** Slots recorded as silence because the writer was behind. */
    long droppedSlots() {
        return droppedSlots;
    }
}
