package io.tandem.speech.vad;

import io.tandem.call.VadOptions;

/**
 * From windows that are speech or not to segments of speech: the state machine of the active-call protocol, section 6.6, to the
 * letter. Times are nanoseconds of any one clock. Pure; single-threaded.
 */
final class SpeechSegmenter {

    /** Hears what the segmenter found. */
    interface Listener {

        /** Speech that began at {@code start} is now long enough to be called speech. */
        void speaking(long start);

        /** A segment of speech from {@code start} ended, or silence since {@code start} reached the timeout. */
        void silence(long start, long duration);
    }

    private final long speechPadding;
    private final long silencePadding;
    private final long silenceTimeout;
    private final Listener listener;

    private boolean triggered;
    private boolean announced;
    private boolean ended;
    private long start;
    private long end;

    SpeechSegmenter(VadOptions options, Listener listener) {
        this.speechPadding = options.speechPadding().toNanos();
        this.silencePadding = options.silencePadding().toNanos();
        this.silenceTimeout = options.silenceTimeout().toNanos();
        this.listener = listener;
    }

    /** The next window, which began at {@code t}. */
    void window(long t, boolean speech) {
        if (speech) {
            speech(t);
        } else {
            silence(t);
        }
    }

    private void speech(long t) {
        ended = false;
        if (!triggered) {
            triggered = true;
            announced = false;
            start = t;
        } else if (!announced && t - start >= speechPadding) {
            announced = true;
            listener.speaking(start);
        }
    }

    private void silence(long t) {
        if (!ended) {
            ended = true;
            end = t;
        }
        if (triggered && t - end >= silencePadding) {
            triggered = false;
            if (end - start >= speechPadding) {
                listener.silence(start, end - start);
            }
            end = t;
        }
        // `end` also starts with the first window of the call, so that a party that never speaks is noticed too.
        if (silenceTimeout > 0 && t - end >= silenceTimeout) {
            listener.silence(end, t - end);
            end = t;
        }
    }
}
