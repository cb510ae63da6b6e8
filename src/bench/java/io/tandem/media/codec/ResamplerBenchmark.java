package io.tandem.media.codec;

import io.tandem.bench.Speech;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One 20 ms frame from one rate to another: the pair of every G.711 call, and one that is no power of two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ResamplerBenchmark {
    private static final int FRAME_MILLIS = 20;

    @Param({"8000-16000", "16000-8000", "44100-16000"})
    String rates;

    private Resampler resampler;
    private short[] in;
    private short[] out;

    @Setup
    public void open() {
        String[] pair = rates.split("-");
        int from = Integer.parseInt(pair[0]);
        resampler = new Resampler(from, Integer.parseInt(pair[1]));
        in = Speech.samples(from * FRAME_MILLIS / 1000, from);
        out = new short[resampler.maxOutput(in.length)];
    }

    @Benchmark
    public int frame() {
        return resampler.process(in, 0, in.length, out, 0);
    }
}
