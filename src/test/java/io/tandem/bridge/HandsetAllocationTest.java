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
        Wire toFirst = new Wire(dropped);
        Wire toSecond = new Wire(dropped);
        Mouthpiece mouthpiece = new Mouthpiece();
        mouthpiece.use(List.of(toFirst, toSecond));
        Earpiece first = new Earpiece();
        first.use(List.of(toFirst));
        Earpiece second = new Earpiece();
        second.use(List.of(toSecond));
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
