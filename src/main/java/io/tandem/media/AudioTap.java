package io.tandem.media;

/** Sees both directions of a session's audio, slot by slot, on the media loop thread. Copies what it wants to keep; never blocks. */
public interface AudioTap {

    /**
     * One 20 ms slot.
     *
     * @param received what came from the remote party, after mute; silence where nothing came
     * @param sent what goes to the remote party, after mute
     * @param nanoTime monotonic time of the slot
     */
    void onFrame(short[] received, short[] sent, long nanoTime);

    /** No further frame will come: the tap was removed or the session closed. */
    default void detached() {}
}
