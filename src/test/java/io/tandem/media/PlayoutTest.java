package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayoutTest {
    private static final short LEVEL = 10_000;

    private final Playout playout = new Playout(new Faults(), () -> 7);
    private final List<String> ends = new ArrayList<>();
    private final short[] frame = new short[Audio.FRAME_SAMPLES];
    private int closed;

    /** A constant level of so many samples. */
    private PlayoutSource level(int samples) {
        return new PlayoutSource() {
            private int left = samples;

            @Override
            public int read(short[] pcm, int offset, int length) {
                if (left == 0) {
                    return END;
                }
                int count = Math.min(left, length);
                Arrays.fill(pcm, offset, offset + count, LEVEL);
                left -= count;
                return count;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private void play(int samples) {
        playout.play(level(samples), (end, millis, ssrc) -> ends.add(end + " " + millis + " " + ssrc));
    }

    @Test
    void saysOnceWhenTheSourceIsDrained() {
        play(480);
        assertThat(playout.read(frame)).isTrue();
        assertThat(playout.read(frame)).isTrue();
        assertThat(frame[159]).isEqualTo(LEVEL);
        assertThat(frame[160]).isZero();
        assertThat(playout.read(frame)).isFalse();
        playout.stop(0);
        playout.close();
        assertThat(ends).containsExactly("DRAINED 30 7");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void stopsWithALinearFade() {
        play(100_000);
        playout.read(frame);
        playout.stop(40);
        playout.read(frame);
        assertThat(frame[319]).isBetween((short) 4_900, (short) 5_100);
        assertThat(ends).isEmpty();
        playout.read(frame);
        assertThat(frame[319]).isBetween((short) 0, (short) 50);
        assertThat(ends).containsExactly("STOPPED 60 7");
    }

    @Test
    void replacesWithoutAClick() {
        play(100_000);
        playout.read(frame);
        playout.play(level(100_000), (end, millis, ssrc) -> {});
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).startsWith("REPLACED 25");
        playout.read(frame);
        assertThat(frame[0]).isEqualTo((short) (2 * LEVEL));
        assertThat(frame[79]).isLessThan((short) (LEVEL + 200));
    }

    @Test
    void rampsDownWhenPausedAndUpWhenResumed() {
        play(100_000);
        playout.read(frame);
        playout.pause();
        assertThat(playout.read(frame)).isTrue();
        assertThat(frame[0]).isEqualTo(LEVEL);
        assertThat(frame[79]).isLessThan((short) 200);
        assertThat(frame[80]).isZero();
        assertThat(playout.read(frame)).isFalse();
        playout.resume();
        assertThat(playout.read(frame)).isTrue();
        assertThat(frame[0]).isZero();
        assertThat(frame[80]).isEqualTo(LEVEL);
    }

    @Test
    void stopsAPausedSourceAtOnce() {
        play(100_000);
        playout.read(frame);
        playout.pause();
        playout.stop(500);
        assertThat(ends).hasSize(1);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void playsSilenceWhileTheSourceHasNothing() {
        playout.play((pcm, offset, length) -> 0, (end, millis, ssrc) -> ends.add(end.name()));
        frame[5] = 9;
        assertThat(playout.read(frame)).isFalse();
        assertThat(frame).containsOnly((short) 0);
        playout.stop(20);
        playout.read(frame);
        assertThat(ends).containsExactly("STOPPED");
    }

    @Test
    void endsASourceThatThrows() {
        playout.play(
                (pcm, offset, length) -> {
                    throw new AssertionError("bug");
                },
                (end, millis, ssrc) -> ends.add(end.name()));
        assertThat(playout.read(frame)).isFalse();
        assertThat(ends).containsExactly("STOPPED");
    }
}
