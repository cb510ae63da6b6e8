package io.tandem.speech.playback;

import io.tandem.bench.Speech;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One 20 ms frame into the echo and one out of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EchoSourceBenchmark {
    private final EchoSource echo = new EchoSource();
    private final short[] received = Speech.samples(320, 16_000);
    private final short[] sent = new short[320];

    @Benchmark
    public int frame() {
        echo.onFrame(received, sent, 0);
        return echo.read(sent, 0, sent.length);
    }
}
