package io.tandem.media.rtp;

import io.tandem.bench.Speech;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One packet into the jitter buffer and 20 ms out of it, without the cost of a codec. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JitterBufferBenchmark {
    private static final long FRAME_NANOS = 20_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int PAYLOAD = 160;
    private static final int DELAYS = 1024;

    /** Packets come this many milliseconds late, at random. */
    @Param({"0", "30"})
    int jitterMillis;

    private final short[] speech = Speech.samples(JitterBuffer.FRAME, 16_000);
    private final short[] out = new short[JitterBuffer.FRAME];
    private final byte[] payload = new byte[PAYLOAD];
    private final long[] delays = new long[DELAYS];
    private JitterBuffer buffer;
    private long frame;

    @Setup
    public void open() {
        Random random = new Random(1);
        for (int i = 0; i < DELAYS; i++) {
            delays[i] = jitterMillis == 0 ? 0 : random.nextInt(jitterMillis) * NANOS_PER_MILLI;
        }
        buffer = new JitterBuffer(20, 200, this::copy, new StreamMemory());
    }

    private int copy(int payloadType, byte[] bytes, int offset, int length, short[] pcm, int pcmOffset) {
        System.arraycopy(speech, 0, pcm, pcmOffset, speech.length);
        return speech.length;
    }

    @Benchmark
    public boolean putAndPull() {
        frame++;
        long now = frame * FRAME_NANOS;
        long arrival = now + delays[(int) frame & DELAYS - 1];
        buffer.put(frame, frame * JitterBuffer.FRAME, 0, payload, 0, PAYLOAD, arrival);
        return buffer.pull(out, now);
    }
}
