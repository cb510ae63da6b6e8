package io.tandem.speech.vad;

import io.tandem.media.AudioTap;
import java.time.Clock;
import java.time.Instant;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the received audio of one call into windows, on its media loop thread, and hands them to the {@link VadWorker}: copies and
 * sums squares, nothing else. A window that finds no free buffer is dropped and counted; time goes on.
 */
final class SpeechTap implements AudioTap {
    /** How far the worker may fall behind: a second. */
    private static final int WINDOWS = 32;

    private static final long NANOS_PER_SAMPLE = 62_500;
    private static final long RESYNC_NANOS = 100_000_000;

    private final SpscArrayQueue<VadWindow> free = new SpscArrayQueue<>(WINDOWS);
    private final SpscArrayQueue<VadWindow> full = new SpscArrayQueue<>(WINDOWS);
    private final long gate;
    private final Clock clock;

    // Media loop thread only; the first two are published to the worker by the queue.
    private Instant wallStart = Instant.EPOCH;
    private long nanoStart;
    private boolean started;
    private long base;
    private long samples;
    private @Nullable VadWindow window;
    private int filled;
    private long squares;

    private volatile long dropped;
    private volatile boolean detached;

    SpeechTap(long gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
        for (int i = 0; i < WINDOWS; i++) {
            free.offer(new VadWindow());
        }
    }

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        follow(nanoTime);
        int done = 0;
        while (done < received.length) {
            if (filled == 0) {
                window = free.poll();
                squares = 0;
                if (window != null) {
                    window.nanoTime = base + samples * NANOS_PER_SAMPLE;
                }
            }
            int count = Math.min(received.length - done, VadWindow.SAMPLES - filled);
            copy(received, done, count);
            done += count;
            filled += count;
            samples += count;
            if (filled == VadWindow.SAMPLES) {
                handOver();
            }
        }
    }

    /** Window time is the arrival of the first frame plus the samples since (spec 6.6), moved on where the loop left slots out. */
    private void follow(long nanoTime) {
        if (!started) {
            started = true;
            wallStart = clock.instant();
            nanoStart = nanoTime;
            base = nanoTime;
        }
        long behind = nanoTime - (base + samples * NANOS_PER_SAMPLE);
        if (behind > RESYNC_NANOS) {
            base += behind;
        }
    }

    private void copy(short[] received, int offset, int count) {
        long sum = 0;
        for (int i = offset; i < offset + count; i++) {
            sum += received[i] * received[i];
        }
        squares += sum;
        if (window != null) {
            System.arraycopy(received, offset, window.pcm, filled, count);
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written by the loop thread only
    private void handOver() {
        filled = 0;
        if (window == null) {
            dropped++;
            return;
        }
        window.quiet = squares < gate;
        full.offer(window);
        window = null;
    }

    @Override
    public void detached() {
        detached = true;
    }

    /** The next complete window, or null. Worker thread. */
    @Nullable
    VadWindow poll() {
        return full.poll();
    }

    /** Gives a window back. Worker thread. */
    void release(VadWindow used) {
        free.offer(used);
    }

    /** Wall-clock time of a window's monotonic time. Worker thread, after the first {@link #poll} that returned a window. */
    Instant wallTime(long nanoTime) {
        return wallStart.plusNanos(nanoTime - nanoStart);
    }

    /** Windows that were lost because the worker was behind. */
    long dropped() {
        return dropped;
    }

    boolean isDetached() {
        return detached;
    }
}
