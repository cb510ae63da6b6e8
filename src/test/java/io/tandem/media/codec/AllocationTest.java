package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Nothing of this package allocates once it is made: the media loops depend on it. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FRAMES = 2_000;

    private final short[] pcm = Tones.sine(440, 8_000, 16_000, 960);
    private final short[] out = new short[3_000];
    private final byte[] payload = new byte[2_000];

    @Test
    void codecsAllocateNothing() {
        for (AudioCodec codec :
                new AudioCodec[] {Codecs.PCMU, Codecs.PCMA, Codecs.G722, Codecs.PCM_8K, Codecs.PCM_16K}) {
            AudioEncoder encoder = codec.encoder().get();
            AudioDecoder decoder = codec.decoder().get();
            assertAllocatesNothing(codec.name(), () -> {
                int bytes = encoder.encode(pcm, 0, 320, payload, 0);
                decoder.decode(payload, 0, bytes, out, 0);
            });
        }
    }

    @Test
    void resamplersAllocateNothing() {
        for (int[] rates : new int[][] {{8_000, 16_000}, {16_000, 8_000}, {48_000, 16_000}, {16_000, 44_100}}) {
            Resampler resampler = new Resampler(rates[0], rates[1]);
            assertAllocatesNothing(
                    rates[0] + " to " + rates[1], () -> resampler.process(pcm, 0, rates[0] / 50, out, 0));
        }
    }

    private static void assertAllocatesNothing(String what, Runnable frame) {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the first round warms up
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < FRAMES; i++) {
                frame.run();
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).as(what).isZero();
    }
}
