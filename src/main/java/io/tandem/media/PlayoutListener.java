package io.tandem.media;

/** Hears the end of one playout, on the media loop thread; must only hand it over and return. */
@FunctionalInterface
public interface PlayoutListener {

    /** Why a playout ended. */
    enum End {
        DRAINED,
        STOPPED,
        REPLACED,
        CLOSED
    }

    /**
     * Called exactly once a playout.
     *
     * @param playedMillis audio that went out, pauses not counted
     * @param ssrc SSRC it went out with, 0 where there is none
     */
    void ended(End end, long playedMillis, long ssrc);
}
