package io.tandem.call;

import java.nio.ByteBuffer;

/**
 * Port: the audio of a call whose controller's own socket carries it. The socket pushes what it received and pulls what is to be
 * sent; nothing here blocks, both directions are bounded and lose the oldest audio first.
 */
public interface AudioPort {

    /** Bytes of the largest frame: an Opus packet (RFC 6716 §3.4), or 20 ms of PCM. */
    int MAX_FRAME = 1_275;

    /** For calls whose audio goes elsewhere. */
    AudioPort NONE = none(() -> {});

    /** For calls whose audio goes elsewhere and that hold something to be released when they are not started. */
    static AudioPort none(Runnable release) {
        return new AudioPort() {
            @Override
            public void received(ByteBuffer audio) {}

            @Override
            public int poll(byte[] frame) {
                return 0;
            }

            @Override
            public void onFrame(Runnable wake) {}

            @Override
            public long lost() {
                return 0;
            }

            @Override
            public void discard() {
                release.run();
            }
        };
    }

    /** Audio of one message, in the codec of the call; the buffer is not kept. One thread at a time. */
    void received(ByteBuffer audio);

    /**
     * Writes the next frame to send to the start of {@code frame}, which has {@link #MAX_FRAME} bytes. One thread at a time.
     *
     * @return its length, 0 when there is none now
     */
    int poll(byte[] frame);

    /** Frames that were lost so far because they were polled too slowly. */
    long lost();

    /**
     * Sets who is told that {@link #poll} has something again after it returned 0; replaces the one before.
     *
     * @param wake called on a media thread; must not block
     */
    void onFrame(Runnable wake);

    /** Releases what was opened for a call that was then not started. */
    void discard();
}
