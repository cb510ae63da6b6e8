package io.tandem.http.socket;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * An open WebSocket. For its own thread only, the one that calls its {@link SocketListener}; from elsewhere through {@link #wakeUp}.
 * What is sent during one call of the listener leaves in one flush.
 */
public interface Socket {

    /** Whether the peer keeps up. False: 32 KiB wait already; the listener is told when half of it is gone. */
    boolean writable();

    /** Sends a text message. It waits in memory when the peer does not keep up, so ask {@link #writable} first. */
    void sendText(String message);

    /** Sends a binary message of the first {@code length} bytes; the array may be used again. As for text, ask first. */
    void sendBinary(byte[] message, int length);

    /** Sends a ping with such a payload (at most 125 bytes) now and in every period; one whose turn comes while the peer does not keep up is left out. */
    void pingEvery(Duration period, Supplier<String> payload);

    /**
     * Makes a wake-up: called from any thread, it lets {@code work} run soon on the socket's thread, once for all calls until then;
     * after the end of the socket it does nothing. It neither blocks nor allocates.
     */
    Runnable wakeUp(Runnable work);

    /** Sends a close frame after what was sent before; the connection ends when the peer answers it, or some time later. */
    void close(int code, String reason);

    /** Ends the connection now. */
    void abort();
}
