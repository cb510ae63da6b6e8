package io.tandem.phone;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.rtp.RtpPacket;
import io.tandem.media.sdp.NegotiatedMedia;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The phone's RTP (RFC 3550): one socket, and the calling thread that sends a packet every 20 ms and reads what came between. */
final class RtpStream implements AutoCloseable {
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Microphone.FRAME_MILLIS);
    private static final int MAX_PACKET = 2_048;
    private static final int TRIES = 50;

    private final DatagramChannel channel;
    private final InetSocketAddress local;

    private RtpStream(DatagramChannel channel, InetSocketAddress local) {
        this.channel = channel;
        this.local = local;
    }

    /** Binds an even port (RFC 3550 §11) of the system's choice. */
    static RtpStream open(InetAddress address) throws PhoneException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(16_384, 32_000) * 2;
            DatagramChannel channel = null;
            try {
                channel = DatagramChannel.open();
                InetSocketAddress local = new InetSocketAddress(address, port);
                channel.bind(local);
                channel.configureBlocking(false);
                return new RtpStream(channel, local);
            } catch (IOException e) {
                closeQuietly(channel);
            }
        }
        throw new PhoneException("RTP port on " + address.getHostAddress() + ": none free (expected: an even UDP port"
                + " from 32768 to 63998)");
    }

    int port() {
        return local.getPort();
    }

    /** Talks until {@code nanos} have passed or {@code over} says so. */
    void run(NegotiatedMedia media, Microphone microphone, Heard heard, long nanos, BooleanSupplier over)
            throws IOException {
        AudioCodec codec = media.sendCodec();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int sequence = random.nextInt(65_536);
        long timestamp = random.nextLong() & 0xFFFF_FFFFL;
        long ssrc = random.nextLong() & 0xFFFF_FFFFL;
        boolean marker = true;
        ByteBuffer out = ByteBuffer.allocate(MAX_PACKET);
        ByteBuffer in = ByteBuffer.allocate(MAX_PACKET);
        RtpPacket packet = new RtpPacket();
        long start = System.nanoTime();
        for (long slot = 0; System.nanoTime() - start < nanos && !over.getAsBoolean(); slot++) {
            int length = RtpPacket.HEADER_BYTES + microphone.next(out.array(), RtpPacket.HEADER_BYTES);
            RtpPacket.writeHeader(out.array(), media.sendPayloadType(), marker, sequence, timestamp, ssrc);
            send(out.limit(length).position(0), media.remoteRtp());
            out.clear();
            marker = false;
            sequence = sequence + 1 & 0xFFFF;
            timestamp = timestamp + (long) codec.clockRate() / 1000 * Microphone.FRAME_MILLIS & 0xFFFF_FFFFL;
            long next = start + (slot + 1) * FRAME_NANOS;
            while (System.nanoTime() - next < 0) {
                receive(media, in, packet, heard);
                LockSupport.parkNanos(Math.min(TimeUnit.MILLISECONDS.toNanos(2), next - System.nanoTime()));
            }
        }
    }

    private void send(ByteBuffer packet, @Nullable InetSocketAddress remote) {
        if (remote == null) {
            return;
        }
        try {
            channel.send(packet, remote);
        } catch (IOException e) {
            // A closed far-end port shows here as ICMP; the call goes on and the report says what came back.
        }
    }

    private void receive(NegotiatedMedia media, ByteBuffer in, RtpPacket packet, Heard heard) throws IOException {
        in.clear();
        while (channel.receive(in) != null) {
            if (!packet.parse(in.array(), in.position()) || RtpPacket.looksLikeRtcp(in.array(), in.position())) {
                heard.malformed();
            } else if (media.receiveCodecs().containsKey(packet.payloadType())) {
                heard.packet(packet.bytes(), packet.payloadOffset(), packet.payloadLength());
            }
            in.clear();
        }
    }

    /** Frees the port. */
    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing more can be done about a socket that does not close.
        }
    }
}
