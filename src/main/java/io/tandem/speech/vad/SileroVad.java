package io.tandem.speech.vad;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Silero model (version 5 and later) on ONNX Runtime: [n, 64 + 512] samples and an LSTM state [2, n, 128] in, [n, 1] probabilities
 * and the new state out. Input and output lie in direct memory that every run uses again.
 */
final class SileroVad implements SpeechModel {
    static final int MAX_BATCH = 32;
    private static final int CONTEXT = 64;
    private static final int INPUT = CONTEXT + VadWindow.SAMPLES;
    private static final int STATE = 128;

    /** After a second of unjudged quiet the state of what was said before is worth nothing. */
    private static final int FORGET_AFTER = 31;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FloatBuffer input = direct(MAX_BATCH * INPUT);
    private final FloatBuffer state = direct(2 * MAX_BATCH * STATE);
    private final FloatBuffer output = direct(MAX_BATCH);
    private final FloatBuffer newState = direct(2 * MAX_BATCH * STATE);
    private final @Nullable Run[] runs = new @Nullable Run[MAX_BATCH + 1];

    private SileroVad(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        }
    }

    /**
     * Loads the model. ONNX Runtime 1.29 looks for devices with recursive regular expressions when it starts, which overflows the
     * 1 MiB stack of an ordinary Java thread and ends the process: call it on the worker's thread, whose stack is larger.
     *
     * @throws UnusableException when there is no such file or it is another model
     */
    static SileroVad load(Path model) throws UnusableException {
        if (!Files.isRegularFile(model)) {
            throw new UnusableException("model file " + model + " not found");
        }
        try {
            SileroVad silero = new SileroVad(model);
            Set<String> inputs = silero.session.getInputNames();
            Set<String> outputs = silero.session.getOutputNames();
            if (!inputs.containsAll(Set.of("input", "state")) || !outputs.containsAll(Set.of("output", "stateN"))) {
                silero.close();
                throw new UnusableException("model file " + model + ": " + inputs + " -> " + outputs
                        + " (expected: input, state, sr -> output, stateN)");
            }
            silero.judge(new VadWindow[] {silero.silence()}, 1);
            return silero;
        } catch (OrtException | LinkageError e) {
            throw new UnusableException("model file " + model + ": " + e.getMessage());
        }
    }

    private VadWindow silence() {
        VadWindow window = new VadWindow();
        window.memory = open();
        return window;
    }

    @Override
    public String name() {
        return "silero";
    }

    @Override
    public int batch() {
        return MAX_BATCH;
    }

    @Override
    public Memory open() {
        return new Past();
    }

    @Override
    public void judge(VadWindow[] windows, int count) throws OrtException {
        for (int i = 0; i < count; i++) {
            Past past = past(windows[i]);
            past.write(windows[i].pcm, i, count);
        }
        Run run = runs[count];
        if (run == null) {
            run = new Run(count);
            runs[count] = run;
        }
        session.run(run.inputs, Set.of(), run.outputs).close();
        for (int i = 0; i < count; i++) {
            past(windows[i]).read(i, count);
            windows[i].probability = output.get(i);
        }
    }

    private static Past past(VadWindow window) {
        if (window.memory instanceof SileroVad.Past past) {
            return past;
        }
        throw new IllegalStateException("memory of a window: " + window.memory + " (expected: one of this model)");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Silero session does not close", e);
        } finally {
            for (Run run : runs) {
                if (run != null) {
                    run.close();
                }
            }
        }
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The tensors of one batch size, views of the shared memory. */
    private final class Run {
        final Map<String, OnnxTensor> inputs = new HashMap<>();
        final Map<String, OnnxTensor> outputs = new HashMap<>();

        Run(int n) throws OrtException {
            inputs.put("input", tensor(input, n, INPUT));
            inputs.put("state", tensor(state, 2, n, STATE));
            if (session.getInputNames().contains("sr")) {
                LongBuffer rate = LongBuffer.wrap(new long[] {16_000});
                inputs.put("sr", OnnxTensor.createTensor(environment, rate, new long[0]));
            }
            outputs.put("output", tensor(output, n, 1));
            outputs.put("stateN", tensor(newState, 2, n, STATE));
        }

        private OnnxTensor tensor(FloatBuffer memory, long... shape) throws OrtException {
            int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            return OnnxTensor.createTensor(environment, memory.slice(0, size), shape);
        }

        void close() {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
        }
    }

    /** The last samples and the LSTM state of one call. */
    private final class Past implements Memory {
        private final float[] window = new float[INPUT];
        private final float[] lstm = new float[2 * STATE];
        private int quiet;

        @Override
        public void skipped(short[] pcm) {
            remember(pcm);
            if (++quiet == FORGET_AFTER) {
                Arrays.fill(lstm, 0);
            }
        }

        void write(short[] pcm, int index, int count) {
            quiet = 0;
            for (int i = 0; i < pcm.length; i++) {
                window[CONTEXT + i] = pcm[i] / 32768f;
            }
            input.put(index * INPUT, window, 0, INPUT);
            state.put(index * STATE, lstm, 0, STATE);
            state.put((count + index) * STATE, lstm, STATE, STATE);
            remember(pcm);
        }

        void read(int index, int count) {
            newState.get(index * STATE, lstm, 0, STATE);
            newState.get((count + index) * STATE, lstm, STATE, STATE);
        }

        private void remember(short[] pcm) {
            for (int i = 0; i < CONTEXT; i++) {
                window[i] = pcm[pcm.length - CONTEXT + i] / 32768f;
            }
        }
    }
}
