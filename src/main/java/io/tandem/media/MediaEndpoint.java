package io.tandem.media;

/**
 * Where a call's audio enters and leaves: an RTP socket, a WebSocket, a peer connection. Every method is called by the media loop
 * thread of the session it is attached to, allocates nothing and never blocks.
 */
public interface MediaEndpoint {

    /** The endpoint was attached; {@code context} stays valid until {@link #detached}. */
    void attached(Context context);

    /**
     * The received audio of this slot.
     *
     * @param pcm filled with {@link Audio#FRAME_SAMPLES} samples; silence where nothing came
     * @return whether any of it was received or concealed from received audio
     */
    boolean receive(short[] pcm);

    /**
     * The audio to send in this slot.
     *
     * @param pcm {@link Audio#FRAME_SAMPLES} samples
     * @param audible false when the frame is silence because nothing plays
     */
    void send(short[] pcm, boolean audible);

    /** SSRC of what is sent, 0 where there is none. */
    long ssrc();

    /** Releases sockets and buffers. Called exactly once, also when the session is closed before anything arrived. */
    void detached();

    /** What a session gives its endpoint. Media loop thread only. */
    interface Context {
        /** The loop that runs the session, for registering sockets with its selector. */
        MediaLoop loop();

        /** Hands a fact to the session's listener. */
        void report(MediaFact fact);

        /** Monotonic time of the running slot in nanoseconds. */
        long nanoTime();
    }
}
