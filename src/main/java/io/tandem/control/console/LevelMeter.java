package io.tandem.control.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The level of both directions of a call between two looks at it. Written on a media thread, read on another; neither waits. */
final class LevelMeter implements Consumer<byte[]> {
    /** What silence is shown as. */
    static final double FLOOR = -96;

    private static final double FULL_SCALE = 32_768;
    private static final int SENT = 0;
    private static final int BYTES_PER_SAMPLE = 2;

    private final Side sent = new Side();
    private final Side received = new Side();

    /** A frame of {@link io.tandem.call.AudioFeed}. */
    @Override
    public void accept(byte[] frame) {
        long squares = 0;
        for (int i = 1; i + 1 < frame.length; i += BYTES_PER_SAMPLE) {
            int sample = (frame[i] & 0xff) | frame[i + 1] << 8;
            squares += (long) sample * sample;
        }
        (frame[0] == SENT ? sent : received).add(squares, (frame.length - 1) / BYTES_PER_SAMPLE);
    }

    /** Root mean square of what was sent since the last call, in dBFS. */
    double sent() {
        return sent.take();
    }

    /** Root mean square of what was received since the last call, in dBFS. */
    double received() {
        return received.take();
    }

    private static final class Side {
        private final AtomicLong squares = new AtomicLong();
        private final AtomicLong samples = new AtomicLong();

        void add(long moreSquares, long moreSamples) {
            squares.addAndGet(moreSquares);
            samples.addAndGet(moreSamples);
        }

        double take() {
            double sum = squares.getAndSet(0);
            double mean = sum / Math.max(1, samples.getAndSet(0));
            double level = mean == 0 ? FLOOR : 10 * Math.log10(mean / (FULL_SCALE * FULL_SCALE));
            return Math.round(Math.max(FLOOR, level) * 10) / 10.0;
        }
    }
}
