package io.tandem.call;

import org.jspecify.annotations.Nullable;

/**
 * Port: the audio of a call whose controller's own socket carries it. The socket pushes what it received and pulls what is to be
 * sent; nothing here blocks, both directions are bounded and lose the oldest audio first.
 */
public interface AudioPort {

    /** For calls whose audio goes elsewhere. */
    AudioPort NONE = none(() -> {});

    /** For calls whose audio goes elsewhere and that hold something to be released when they are not started. */
    static AudioPort none(Runnable release) {
        return new AudioPort() {
            @Override
            public void received(byte[] audio) {}

            @Override
            public byte @Nullable [] poll() {
                return null;
            }

            @Override
            public void onFrame(Runnable wake) {}

            @Override
            public void discard() {
                release.run();
            }
        };
    }

    /** Audio of one message, in the codec of the call. One thread at a time. */
    void received(byte[] audio);

    /** The next frame to send, or null when there is none now. One thread at a time. */
    byte @Nullable [] poll();

    /**
     * Sets who is told that {@link #poll} has something again after it returned null; replaces the one before.
     *
     * @param wake called on a media thread; must not block
     */
    void onFrame(Runnable wake);

    /** Releases what was opened for a call that was then not started. */
    void discard();
}
