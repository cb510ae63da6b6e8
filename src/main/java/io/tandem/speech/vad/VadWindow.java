package io.tandem.speech.vad;

import org.jspecify.annotations.Nullable;

/** 32 ms of one call's received audio; reused, handed to and fro between a media thread and the worker. */
final class VadWindow {
    static final int SAMPLES = 512;

    final short[] pcm = new short[SAMPLES];

    /** Monotonic time of the first sample. */
    long nanoTime;

    /** Below the gate of the model: not speech, without asking. */
    boolean quiet;

    SpeechModel.@Nullable Memory memory;
    float probability;
}
