package io.tandem.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the tap hands over. */
class RecordingTapTest {
    private static final long SLOT = 20_000_000;

    private final RecordingTap tap = new RecordingTap(Duration.ofMillis(100));
    private long nanoTime = 5_000;

    @Test
    void putsReceivedLeftAndSentRight() {
        slots(5, 100, -200);

        RecordingTap.Chunk chunk = tap.poll();
        assertThat(chunk.pcm.remaining()).isEqualTo(5 * WavHeader.BYTES_PER_SLOT);
        assertThat(chunk.pcm.getShort(0)).isEqualTo((short) 100);
        assertThat(chunk.pcm.getShort(2)).isEqualTo((short) -200);
        assertThat(chunk.silentSlots).isZero();
    }

    @Test
    void handsOverWhatItHasWhenItIsRemoved() {
        slots(2, 1, 1);
        assertThat(tap.poll()).isNull();

        tap.detached();

        assertThat(tap.isDetached()).isTrue();
        assertThat(tap.poll().pcm.remaining()).isEqualTo(2 * WavHeader.BYTES_PER_SLOT);
    }

    @Test
    void fillsSlotsThatTheLoopSkippedWithSilence() {
        slots(1, 1, 1);
        nanoTime += 7 * SLOT;
        slots(1, 2, 2);
        tap.detached();

        tap.release(tap.poll());
        RecordingTap.Chunk afterGap = tap.poll();
        assertThat(afterGap.silentSlots).isEqualTo(7);
        assertThat(afterGap.pcm.getShort(0)).isEqualTo((short) 2);
    }

    @Test
    void takesASlotThatIsALittleLateForWhatItIs() {
        slots(1, 1, 1);
        nanoTime += 9_000_000;
        slots(1, 1, 1);
        nanoTime -= 9_000_000;
        slots(3, 1, 1);

        assertThat(tap.poll().silentSlots).isZero();
        assertThat(tap.poll()).isNull();
    }

    @Test
    void keepsTheTimeWhenTheWriterIsBehind() {
        slots(41 * 5, 1, 1);
        slots(8, 2, 2);
        assertThat(tap.droppedSlots()).isEqualTo(8);

        tap.release(tap.poll());
        slots(5, 3, 3);

        for (int i = 1; i < 41; i++) {
            tap.poll();
        }
        RecordingTap.Chunk late = tap.poll();
        assertThat(late.silentSlots).isEqualTo(8);
        assertThat(late.pcm.getShort(0)).isEqualTo((short) 3);
    }

    @Test
    void knowsTheSilenceThatNothingFollows() {
        slots(41 * 5, 1, 1);
        slots(8, 2, 2);
        tap.detached();

        assertThat(tap.trailingSlots()).isEqualTo(8);
    }

    private void slots(int count, int received, int sent) {
        short[] left = frame(received);
        short[] right = frame(sent);
        for (int i = 0; i < count; i++) {
            tap.onFrame(left, right, nanoTime);
            nanoTime += SLOT;
        }
    }

    private static short[] frame(int sample) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) sample);
        return frame;
    }
}
