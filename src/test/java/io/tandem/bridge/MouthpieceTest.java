package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MouthpieceTest {
    private final Mouthpiece mouthpiece = new Mouthpiece();
    private final int[] copy = new int[Audio.FRAME_SAMPLES];

    @Test
    void keepsTheLastFrames() {
        for (int i = 0; i < 10; i++) {
            say(i);
        }
        assertThat(mouthpiece.said()).isEqualTo(10);
        assertThat(mouthpiece.copy(8, copy)).isTrue();
        assertThat(copy).containsOnly(8);
        assertThat(mouthpiece.copy(9, copy)).isTrue();
        assertThat(copy).containsOnly(9);
        assertThat(mouthpiece.copy(6, copy)).as("where the next frame goes").isFalse();
    }

    /** The speaker overtakes the reader all the time: every copy that counts must be one whole frame. */
    @Test
    void neverTearsAFrameBetweenTwoThreads() throws Exception {
        CompletableFuture<Void> speaker = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300_000; i++) {
                say(i);
            }
        });
        int whole = 0;
        while (!speaker.isDone() || whole == 0) {
            long newest = mouthpiece.said() - 1;
            if (newest >= 0 && mouthpiece.copy(newest, copy)) {
                whole++;
                int[] expected = new int[Audio.FRAME_SAMPLES];
                Arrays.fill(expected, (short) newest);
                assertThat(Arrays.equals(copy, expected)).as("a whole frame").isTrue();
            }
        }
        speaker.get(10, TimeUnit.SECONDS);
    }

    private void say(int value) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) value);
        mouthpiece.onFrame(frame, frame, 0);
    }
}
