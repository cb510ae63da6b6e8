package io.tandem.media;

/** Audio that a session mixes into what it sends, beside its playout. Media loop thread of that session only; never blocks. */
@FunctionalInterface
public interface AudioInput {

    /**
     * Adds this slot's 20 ms to {@code sum}, ramped where it begins and ends, so that nothing clicks. The session saturates.
     *
     * @param sum {@link Audio#FRAME_SAMPLES} samples that may lie outside 16 bits
     * @return whether there was anything to add
     */
    boolean mix(int[] sum);

    /** The session lets the input go: it threw, or the session was closed. */
    default void detached() {}
}
