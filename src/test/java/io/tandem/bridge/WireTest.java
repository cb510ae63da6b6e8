package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int HERTZ = 400;
    private static final int LOUD = 10_000;

    /** The steepest a tone of that loudness gets from one sample to the next. */
    private static final double STEEPEST = LOUD * 2 * Math.PI * HERTZ / Audio.SAMPLE_RATE;

    private final LongAdder dropped = new LongAdder();
    private final Mouthpiece mouthpiece = new Mouthpiece();
    private final Wire wire = new Wire(mouthpiece, dropped);
    private final int[] work = new int[Audio.FRAME_SAMPLES];
    private final int[] heard = new int[60 * Audio.FRAME_SAMPLES];
    private int slots;
    private int said;

    @BeforeEach
    void lift() {
        say();
        assertThat(hear()).as("what was said before").isFalse();
    }

    /** One frame of a tone whose phase runs on. */
    private void say() {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        for (int i = 0; i < frame.length; i++, said++) {
            frame[i] = (short) (LOUD * Math.sin(2 * Math.PI * HERTZ * said / Audio.SAMPLE_RATE + 1));
        }
        mouthpiece.onFrame(frame, frame, 0);
    }

    private boolean hear() {
        int[] sum = new int[Audio.FRAME_SAMPLES];
        boolean audible = wire.hear(sum, work);
        System.arraycopy(sum, 0, heard, Audio.FRAME_SAMPLES * slots++, sum.length);
        return audible;
    }

    private void sayAndHear(int times) {
        for (int i = 0; i < times; i++) {
            say();
            assertThat(hear()).isTrue();
        }
    }

    private double steepestHeard() {
        double steepest = 0;
        for (int i = 1; i < slots * Audio.FRAME_SAMPLES; i++) {
            steepest = Math.max(steepest, Math.abs(heard[i] - heard[i - 1]));
        }
        return steepest;
    }

    @Test
    void carriesWhatWasSaidInTheNextSlot() {
        sayAndHear(3);
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) 7);
        mouthpiece.onFrame(frame, frame, 0);
        int[] sum = new int[Audio.FRAME_SAMPLES];
        Arrays.fill(sum, 100);
        wire.hear(sum, work);
        assertThat(sum).containsOnly(107);
    }

    @Test
    void beginsAndEndsWithoutAClick() {
        sayAndHear(3);
        assertThat(hear()).as("the end fades").isTrue();
        assertThat(hear()).isFalse();
        sayAndHear(3);
        assertThat(hear()).isTrue();
        assertThat(steepestHeard()).isLessThan(1.2 * STEEPEST);
        assertThat(heard[slots * Audio.FRAME_SAMPLES - 1]).isZero();
    }

    @Test
    void fadesOutWhenItIsTakenAway() {
        sayAndHear(2);
        int[] sum = new int[Audio.FRAME_SAMPLES];
        assertThat(wire.fallSilent(sum)).isTrue();
        System.arraycopy(sum, 0, heard, Audio.FRAME_SAMPLES * slots++, sum.length);
        assertThat(wire.fallSilent(new int[Audio.FRAME_SAMPLES])).isFalse();
        assertThat(steepestHeard()).isLessThan(1.2 * STEEPEST);
    }

    @Test
    void crossFadesWhereFramesWereDropped() {
        sayAndHear(2);
        for (int i = 0; i < 4; i++) {
            say();
        }
        assertThat(hear()).isTrue();
        assertThat(dropped.sum()).isEqualTo(2);
        assertThat(hear()).isTrue();
        assertThat(hear()).as("nothing older waits").isTrue();
        assertThat(hear()).isFalse();
        assertThat(steepestHeard()).isLessThan(2 * STEEPEST);
    }
}
