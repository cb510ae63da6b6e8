package io.tandem.http.socket;

import java.nio.ByteBuffer;

/** What a WebSocket brings. Everything is called on the socket's own thread, which serves others too: nothing here blocks. */
public interface SocketListener {

    /** The socket is open; called first. */
    void opened(Socket socket);

    /** A text message. */
    void text(String message);

    /** A binary message; the buffer is the socket's and must not be kept. */
    void binary(ByteBuffer message);

    /** A message of more than {@code limit} bytes came and was read away. */
    void tooLarge(int limit);

    /** {@link Socket#writable} is true again. */
    void writable();

    /** Something waits for the peer, who has taken nothing for 30 s; called again after as long. */
    void stalled();

    /** The socket is gone, whatever the cause; called once, last. */
    void closed();
}
