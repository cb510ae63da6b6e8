package io.tandem.media;

/** Audio to be played, pulled by the media loop thread in 16 kHz mono. Never blocks. */
public interface PlayoutSource {

    /** Returned by {@link #read} when nothing more will come. */
    int END = -1;

    /**
     * Fills {@code pcm[offset, offset + length)}.
     *
     * @return samples written; fewer than {@code length} is an underrun filled with silence; {@link #END} at the end
     */
    int read(short[] pcm, int offset, int length);

    /** Released by the session: played to the end, replaced, stopped or the session closed. */
    default void close() {}
}
