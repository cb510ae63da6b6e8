package io.tandem.media;

import io.tandem.media.rtp.FloodGate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One UDP socket of an endpoint on its loop: reading, sending, and connecting to the remote once that is certain. */
final class RtpSocket {

    /** Takes a datagram; the array is reused after the call. */
    @FunctionalInterface
    interface Receiver {
        void datagram(SocketAddress from, byte[] bytes, int length, long nanoTime);
    }

    private final DatagramChannel channel;
    private final ByteBuffer buffer;
    private final byte[] datagram;
    private final FloodGate gate;
    private final Receiver receiver;
    private @Nullable InetSocketAddress peer;
    private long failures;

    RtpSocket(DatagramChannel channel, MediaLoop loop, FloodGate gate, Receiver receiver) throws IOException {
        this.channel = channel;
        this.buffer = loop.memory().buffer;
        this.datagram = loop.memory().datagram;
        this.gate = gate;
        this.receiver = receiver;
        loop.register(channel, this::read);
    }

    /** From now on the kernel drops what comes from elsewhere; null lets everybody in again. */
    void connect(@Nullable InetSocketAddress remote) {
        if (Objects.equals(remote, peer)) {
            return;
        }
        try {
            if (peer != null) {
                peer = null;
                channel.disconnect();
            }
            if (remote != null) {
                channel.connect(remote);
                peer = remote;
            }
        } catch (IOException e) {
            // Unconnected works as well; sources are then told apart one by one.
            failures++;
        }
    }

    void send(byte[] bytes, int length, InetSocketAddress to) {
        buffer.clear().put(bytes, 0, length).flip();
        try {
            int written = peer == null ? channel.send(buffer, to) : channel.write(buffer);
            if (written == 0) {
                failures++;
            }
        } catch (IOException e) {
            // Mostly PortUnreachableException: the far end is not there yet, or not any more; timeouts deal with that.
            failures++;
        }
    }

    /** Packets that were not sent, reads that failed. */
    long failures() {
        return failures;
    }

    long flooded() {
        return gate.dropped();
    }

    /** Takes one datagram: the selector asks again while there are more, which is cheaper than a read that finds nothing. */
    private void read(long now) {
        buffer.clear();
        SocketAddress from;
        try {
            from = next();
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            // Mostly PortUnreachableException, an answer to something we sent.
            failures++;
            return;
        }
        if (from != null && gate.admit(now)) {
            int length = buffer.flip().remaining();
            buffer.get(datagram, 0, length);
            receiver.datagram(from, datagram, length, now);
        }
    }

    /** Reads a datagram into the buffer; answers its source, or null when there is none. */
    private @Nullable SocketAddress next() throws IOException {
        if (peer == null) {
            return channel.receive(buffer);
        }
        // read() gives no address and so allocates none.
        return channel.read(buffer) > 0 ? peer : null;
    }
}
