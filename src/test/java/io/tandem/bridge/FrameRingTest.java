package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameRingTest {
    private final FrameRing ring = new FrameRing();
    private final short[] read = new short[Audio.FRAME_SAMPLES];

    @Test
    void givesFramesBackInOrder() {
        assertThat(ring.read(read)).isFalse();
        for (int i = 1; i < 10; i++) {
            assertThat(ring.write(frame(i))).isTrue();
            assertThat(ring.read(read)).isTrue();
            assertThat(read).containsOnly((short) i);
            assertThat(ring.cut()).isFalse();
        }
        assertThat(ring.read(read)).isFalse();
    }

    @Test
    void dropsTheOldestFrameAndSaysWhereTheCutIs() {
        assertThat(ring.write(frame(1))).isTrue();
        assertThat(ring.write(frame(2))).isTrue();
        assertThat(ring.write(frame(3))).isFalse();
        assertThat(ring.read(read)).isTrue();
        assertThat(read).containsOnly((short) 2);
        assertThat(ring.cut()).isTrue();
        assertThat(ring.read(read)).isTrue();
        assertThat(read).containsOnly((short) 3);
        assertThat(ring.cut()).isFalse();
        assertThat(ring.read(read)).isFalse();
    }

    /** The writer overtakes the reader all the time: every frame that is read must be one that was written, whole and newer. */
    @Test
    void neverTearsAFrameBetweenTwoThreads() throws Exception {
        int frames = 200_000;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= frames; i++) {
                ring.write(frame(i % Short.MAX_VALUE));
            }
        });
        long heard = 0;
        int before = -1;
        while (!writer.isDone() || heard == 0) {
            if (!ring.read(read)) {
                Thread.onSpinWait();
                continue;
            }
            heard++;
            assertThat(Arrays.equals(read, frame(read[0]))).as("a whole frame").isTrue();
            int step = Math.floorMod(read[0] - before, Short.MAX_VALUE);
            assertThat(step).isPositive();
            before = read[0];
        }
        writer.get(10, TimeUnit.SECONDS);
    }

    private static short[] frame(int value) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) value);
        return frame;
    }
}
