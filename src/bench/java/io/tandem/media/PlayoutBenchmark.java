package io.tandem.media;

import io.tandem.bench.Speech;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One 20 ms frame out of the playout slot: nothing plays, something plays, something fades out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlayoutBenchmark {
    private static final long ENDLESS_FADE_MILLIS = 1L << 40;

    private final short[] speech = Speech.samples(Audio.FRAME_SAMPLES, Audio.SAMPLE_RATE);
    private final short[] out = new short[Audio.FRAME_SAMPLES];
    private final Playout idle = new Playout(new Faults(), () -> 0);
    private final Playout playing = new Playout(new Faults(), () -> 0);
    private final Playout fading = new Playout(new Faults(), () -> 0);

    @Setup
    public void play() {
        playing.play(this::read, (end, millis, ssrc) -> {});
        fading.play(this::read, (end, millis, ssrc) -> {});
        fading.stop(ENDLESS_FADE_MILLIS);
    }

    private int read(short[] pcm, int offset, int length) {
        System.arraycopy(speech, 0, pcm, offset, length);
        return length;
    }

    @Benchmark
    public boolean nothing() {
        return idle.read(out);
    }

    @Benchmark
    public boolean prompt() {
        return playing.read(out);
    }

    @Benchmark
    public boolean fadeOut() {
        return fading.read(out);
    }
}
