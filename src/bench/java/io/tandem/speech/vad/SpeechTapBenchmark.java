package io.tandem.speech.vad;

import io.tandem.bench.Speech;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What voice detection costs the media thread a frame: copy, energy gate, hand-over. The model runs elsewhere. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpeechTapBenchmark {
    private static final long FRAME_NANOS = 20_000_000;

    private final short[] received = Speech.samples(320, 16_000);
    private final short[] sent = new short[320];
    private final SpeechTap tap = new SpeechTap(SpeechModel.QUIET, Clock.systemUTC());
    private long now;

    @Benchmark
    public boolean frame() {
        now += FRAME_NANOS;
        tap.onFrame(received, sent, now);
        VadWindow window = tap.poll();
        if (window == null) {
            return false;
        }
        tap.release(window);
        return window.quiet;
    }
}
