package io.tandem.call;

import java.util.function.Consumer;

/** Port: a live copy of a call's audio for its controller, as 20 ms frames. */
public interface AudioFeed {

    /** No audio to be had. */
    AudioFeed NONE = frames -> () -> {};

    /**
     * Subscribes to frames of 1 index byte (0 = what is played to the remote party, 1 = the remote party) and 640 bytes of s16le mono
     * PCM at 16 kHz. Called on a media thread: the consumer copies nothing back and never blocks. Closing ends it.
     */
    Subscription subscribe(Consumer<byte[]> frames);

    /** A running subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
