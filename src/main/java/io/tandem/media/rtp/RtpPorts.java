package io.tandem.media.rtp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The configured range of UDP ports, handed out as bound pairs: an even port for RTP and the next for RTCP (RFC 3550 §11). Pairs are used in
 * turn, and a freed one rests, so that late packets of the old call find nobody. Thread-safe.
 */
public final class RtpPorts {

    /** Two bound, non-blocking sockets. */
    public record Pair(DatagramChannel rtp, DatagramChannel rtcp, InetSocketAddress address) {}

    private record Resting(int port, long until) {}

    private static final int SOCKET_BUFFER = 128 * 1024;

    private final InetAddress host;
    private final long restNanos;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private int inUse;

    /** The pairs that lie wholly in {@code [start, end]}. */
    public RtpPorts(InetAddress host, int start, int end, long restNanos, LongSupplier nanoTime) {
        this.host = host;
        this.restNanos = restNanos;
        this.nanoTime = nanoTime;
        for (int port = start + (start & 1); port + 1 <= end; port += 2) {
            free.add(port);
        }
    }

    /** Binds the next free pair; empty when there is none. A pair that another process holds is passed over. */
    public Optional<Pair> open() {
        for (int tries = free(); tries > 0; tries--) {
            int port = take();
            if (port < 0) {
                return Optional.empty();
            }
            Optional<Pair> pair = bind(port);
            if (pair.isPresent()) {
                return pair;
            }
            release(port);
        }
        return Optional.empty();
    }

    /** Closes a pair; its ports rest before they are used again. */
    public void close(Pair pair) {
        closeQuietly(pair.rtp());
        closeQuietly(pair.rtcp());
        release(pair.address().getPort());
    }

    /** Pairs in use. */
    public synchronized int inUse() {
        return inUse;
    }

    /** Pairs that could be opened now. */
    public synchronized int free() {
        wake();
        return free.size();
    }

    private synchronized int take() {
        wake();
        Integer port = free.poll();
        if (port == null) {
            return -1;
        }
        inUse++;
        return port;
    }

    private synchronized void release(int port) {
        inUse--;
        resting.add(new Resting(port, nanoTime.getAsLong() + restNanos));
    }

    private void wake() {
        long now = nanoTime.getAsLong();
        for (Resting first = resting.peek(); first != null && now - first.until() >= 0; first = resting.peek()) {
            free.add(first.port());
            resting.remove();
        }
    }

    private Optional<Pair> bind(int port) {
        DatagramChannel rtp = null;
        DatagramChannel rtcp = null;
        try {
            rtp = bound(port);
            rtcp = bound(port + 1);
            return Optional.of(new Pair(rtp, rtcp, new InetSocketAddress(host, port)));
        } catch (IOException taken) {
            closeQuietly(rtp);
            closeQuietly(rtcp);
            return Optional.empty();
        }
    }

    private DatagramChannel bound(int port) throws IOException {
        var family = host instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.bind(new InetSocketAddress(host, port));
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void closeQuietly(@Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // Nothing is left to be done with a socket that does not close.
        }
    }
}
