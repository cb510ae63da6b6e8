package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tandem.media.Audio;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Joined calls allocate nothing per slot: the media loops depend on it. */
class HandsetAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SLOTS = 2_000;

    @Test
    void speakingAndHearingAllocateNothing() {
        LongAdder dropped = new LongAdder();
        Mouthpiece mouthpiece = new Mouthpiece();
        Earpiece first = new Earpiece();
        first.use(List.of(new Wire(mouthpiece, dropped)));
        Earpiece second = new Earpiece();
        second.use(List.of(new Wire(mouthpiece, dropped)));
        short[] pcm = new short[Audio.FRAME_SAMPLES];
        int[] sum = new int[Audio.FRAME_SAMPLES];
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the first round warms up
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < SLOTS; i++) {
                mouthpiece.onFrame(pcm, pcm, i);
                first.mix(sum);
                if (i % 10 > 2) { // now and then comes too late or finds nothing
                    second.mix(sum);
                    second.mix(sum);
                }
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).isZero();
        assertThat(dropped.sum()).isPositive();
    }
}
