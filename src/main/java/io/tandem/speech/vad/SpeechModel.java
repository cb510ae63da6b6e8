package io.tandem.speech.vad;

/** A way to tell speech from other sound, for all calls. Lives on the {@link VadWorker} thread. */
interface SpeechModel extends AutoCloseable {

    /** Sum of squares of a window below which nothing is asked: rms 30, about −61 dBFS, quieter than any line noise we met. */
    long QUIET = 30L * 30 * VadWindow.SAMPLES;

    /** Its name in {@code vad.type} and in {@code vad.engine}. */
    String name();

    /** Windows whose sum of squares is below this are not speech; the media thread decides that. */
    default long gate() {
        return QUIET;
    }

    /** How many windows it takes at once. */
    default int batch() {
        return 1;
    }

    /** What it has to remember of a new call. */
    Memory open();

    /**
     * Sets {@link VadWindow#probability} of the first {@code count} windows, each of another call and with that call's memory.
     *
     * @throws Exception when the model is of no use any more
     */
    void judge(VadWindow[] windows, int count) throws Exception;

    @Override
    default void close() {}

    /** The past of one call. */
    interface Memory extends AutoCloseable {

        /** A window went by that was too quiet to be judged. */
        default void skipped(short[] pcm) {}

        @Override
        default void close() {}
    }
}
