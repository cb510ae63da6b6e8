package io.tandem.frontend.websocket;

import java.nio.ByteBuffer;

/** The socket's side of a caller's audio, in the codec that was asked for. One thread at a time, except where noted. */
interface SocketLine {

    /** What one message brought; the buffer is not kept. */
    void received(ByteBuffer audio);

    /** Writes the next frame to the start of {@code frame}; its length, or 0 when there is none. */
    int poll(byte[] frame);

    /** Frames that the caller was too slow for. Any thread. */
    long lost();

    /** Messages that were no audio. Any thread. */
    long unusable();
}
