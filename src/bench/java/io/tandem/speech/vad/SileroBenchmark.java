package io.tandem.speech.vad;

import io.tandem.bench.Speech;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One 32 ms window of each of 32 calls: judged one by one, and together. Needs the model ({@code TANDEM_VAD_MODEL}). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SileroBenchmark {
    private static final int CALLS = SileroVad.MAX_BATCH;
    private static final long STACK_BYTES = 16 << 20;

    private final VadWindow[] windows = new VadWindow[CALLS];
    private final VadWindow[] single = new VadWindow[1];
    private SileroVad silero;

    @Setup
    public void load() throws Exception {
        Path model = Path.of(System.getenv().getOrDefault("TANDEM_VAD_MODEL", "models/silero_vad.onnx"));
        FutureTask<SileroVad> loading = new FutureTask<>(() -> SileroVad.load(model));
        new Thread(null, loading, "silero-load", STACK_BYTES).start();
        silero = loading.get();
        short[] speech = Speech.samples(CALLS * VadWindow.SAMPLES, 16_000);
        for (int i = 0; i < CALLS; i++) {
            windows[i] = new VadWindow();
            windows[i].memory = silero.open();
            System.arraycopy(speech, i * VadWindow.SAMPLES, windows[i].pcm, 0, VadWindow.SAMPLES);
        }
    }

    @TearDown
    public void close() {
        silero.close();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public float alone() throws Exception {
        for (VadWindow window : windows) {
            single[0] = window;
            silero.judge(single, 1);
        }
        return windows[CALLS - 1].probability;
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public float inBatchesOf32() throws Exception {
        silero.judge(windows, CALLS);
        return windows[CALLS - 1].probability;
    }
}
