package io.tandem.frontend.websocket;

import io.tandem.media.codec.AudioDecoder;
import io.tandem.media.codec.AudioEncoder;
import io.tandem.media.codec.Codecs;
import io.tandem.media.codec.Opus;
import io.tandem.media.codec.OpusDecoder;
import io.tandem.media.codec.OpusEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Opus of one caller, between the socket's thread and the rings of the media loop, on a codec thread: the codec allocates a hundred
 * kilobytes a frame, which neither of those two may wait for. Packets wait in bounded queues; the oldest are lost first.
 */
final class OpusRelay implements SocketLine {

    private static final int LIMIT_PACKETS_IN = 100;
    private static final int LIMIT_PACKETS_OUT = 50;
    private static final int PCM_FRAME_BYTES = 2 * Opus.FRAME_SAMPLES;

    private final Executor codecThreads;
    private final Intake intake;
    private final Outlet outlet;
    private final Runnable wake;
    private final PacketQueue in = new PacketQueue(LIMIT_PACKETS_IN);
    private final PacketQueue out = new PacketQueue(LIMIT_PACKETS_OUT);

    /** Calls of the codec thread that are asked for; it runs once for all of them. */
    private final AtomicInteger asked = new AtomicInteger();

    // Codec thread: one at a time.
    private final OpusDecoder decoder = new OpusDecoder();
    private final OpusEncoder encoder = new OpusEncoder();
    private final AudioEncoder toBytes = Codecs.PCM_16K.encoder().get();
    private final AudioDecoder toSamples = Codecs.PCM_16K.decoder().get();
    private final short[] decoded = new short[OpusDecoder.MAX_SAMPLES];
    private final ByteBuffer decodedBytes = ByteBuffer.allocate(2 * OpusDecoder.MAX_SAMPLES);
    private final byte[] frameBytes = new byte[PCM_FRAME_BYTES];
    private final short[] frame = new short[Opus.FRAME_SAMPLES];
    private final byte[] packet = new byte[OpusEncoder.MAX_PACKET];

    /**
     * @param intake where decoded audio goes, PCM at 16 kHz
     * @param outlet where audio to be encoded comes from, PCM at 16 kHz
     * @param wake told, on a codec thread, that {@link #poll} has something
     */
    OpusRelay(Executor codecThreads, Intake intake, Outlet outlet, Runnable wake) {
        this.codecThreads = codecThreads;
        this.intake = intake;
        this.outlet = outlet;
        this.wake = wake;
    }

    /** Socket thread: one packet a message. */
    @Override
    public void received(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        in.add(copy);
        ask();
    }

    /** Socket thread. */
    @Override
    public int poll(byte[] to) {
        byte[] next = out.poll();
        if (next == null) {
            ask();
            return 0;
        }
        System.arraycopy(next, 0, to, 0, next.length);
        return next.length;
    }

    @Override
    public long lost() {
        return outlet.lost() + out.lost();
    }

    @Override
    public long unusable() {
        return decoder.concealed();
    }

    private void ask() {
        if (asked.getAndIncrement() == 0) {
            codecThreads.execute(this::work);
        }
    }

    private void work() {
        int seen;
        do {
            seen = asked.get();
            decode();
            encode();
        } while (!asked.compareAndSet(seen, 0));
    }

    private void decode() {
        for (byte[] next = in.poll(); next != null; next = in.poll()) {
            int samples = decoder.decode(next, 0, next.length, decoded, 0);
            int bytes = toBytes.encode(decoded, 0, samples, decodedBytes.array(), 0);
            intake.write(decodedBytes.clear().limit(bytes));
        }
    }

    private void encode() {
        boolean encoded = false;
        while (outlet.poll(frameBytes) > 0) {
            toSamples.decode(frameBytes, 0, PCM_FRAME_BYTES, frame, 0);
            int length = encoder.encode(frame, 0, frame.length, packet, 0);
            out.add(Arrays.copyOf(packet, length));
            encoded = true;
        }
        if (encoded) {
            wake.run();
        }
    }

    /** A bounded queue of packets between two threads that may wait for each other a moment; neither is a media loop. */
    private static final class PacketQueue {
        private final ArrayDeque<byte[]> packets = new ArrayDeque<>();
        private final int limit;
        private long lost;

        PacketQueue(int limit) {
            this.limit = limit;
        }

        synchronized void add(byte[] packet) {
            if (packets.size() == limit) {
                packets.remove();
                lost++;
            }
            packets.add(packet);
        }

        synchronized byte @Nullable [] poll() {
            return packets.poll();
        }

        synchronized long lost() {
            return lost;
        }
    }
}
