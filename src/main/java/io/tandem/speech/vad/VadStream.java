package io.tandem.speech.vad;

import io.tandem.call.VadOptions;
import io.tandem.call.VoiceActivity;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Detection of one call: its tap, its model with the memory of the call, and the segments found. */
final class VadStream implements AutoCloseable, SpeechSegmenter.Listener {

    /** Hears a stream, on the worker thread: must only hand over and return. */
    interface Listener {

        /** Speech began or ended. */
        void heard(VoiceActivity.Report report);

        /** The model gave up; the stream is over. */
        void failed(String why);
    }

    private final SpeechModel model;
    private final SpeechTap tap;
    private final SpeechSegmenter segmenter;
    private final double threshold;
    private final Listener listener;
    private volatile boolean closed;
    private SpeechModel.@Nullable Memory memory;

    VadStream(SpeechModel model, VadOptions options, Clock clock, Listener listener) {
        this.model = model;
        this.tap = new SpeechTap(model.gate(), clock);
        this.segmenter = new SpeechSegmenter(options, this);
        this.threshold = options.voiceThreshold();
        this.listener = listener;
    }

    SpeechTap tap() {
        return tap;
    }

    SpeechModel model() {
        return model;
    }

    /** The next window that the model has to judge; those too quiet for it are dealt with here. Worker thread. */
    @Nullable
    VadWindow next() {
        for (VadWindow window = tap.poll(); window != null; window = tap.poll()) {
            if (memory == null) {
                memory = model.open();
            }
            window.memory = memory;
            if (!window.quiet) {
                return window;
            }
            memory.skipped(window.pcm);
            window.probability = 0;
            judged(window);
        }
        return null;
    }

    /** The window has its probability. Worker thread. */
    void judged(VadWindow window) {
        segmenter.window(window.nanoTime, window.probability > threshold);
        tap.release(window);
    }

    @Override
    public void speaking(long start) {
        listener.heard(new VoiceActivity.SpeechStarted(tap.wallTime(start), 1.0));
    }

    @Override
    public void silence(long start, long duration) {
        listener.heard(new VoiceActivity.SilenceNoticed(tap.wallTime(start), Duration.ofNanos(duration)));
    }

    void failed(String why) {
        listener.failed(why);
    }

    /** Nothing more will be heard. Any thread; the worker lets go of the memory. */
    @Override
    public void close() {
        closed = true;
    }

    boolean isOver() {
        return closed || tap.isDetached();
    }

    /** Worker thread, once. */
    void forget() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
