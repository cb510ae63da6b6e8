package io.tandem.media.rtp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioEncoder;
import io.tandem.media.codec.Resampler;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of an RTP stream: 20 ms frames of 16 kHz PCM in, packets of the agreed packet time out. The timestamp advances through
 * pauses, the marker stands at the start of each talk-spurt (RFC 3551 §4.1). Single-threaded; allocates nothing per packet.
 */
public final class RtpSender {

    /** Takes a finished packet; the array is reused after the call. */
    @FunctionalInterface
    public interface Wire {
        void send(byte[] packet, int length);
    }

    private static final int FRAME = 320;
    private static final int FRAME_MILLIS = 20;
    private static final int SAMPLE_RATE = 16_000;
    private static final int MAX_PTIME = 60;

    /** Of a telephone event: payload size, end bit, and the usual level of −10 dBm0. */
    private static final int EVENT_BYTES = 4;

    private static final int EVENT_END = 0x80;
    private static final int EVENT_VOLUME = 10;

    /** Of the longest packet time, two bytes a sample. */
    static final int MAX_PAYLOAD = 2 * MAX_PTIME * SAMPLE_RATE / 1000;

    private final Wire wire;
    private final long ssrc;
    private final byte[] packet;
    private final short[] samples;
    /** What did not fill a packet yet. */
    private short[] pending = new short[0];

    private int pendingSamples;

    private @Nullable AudioCodec codec;
    private @Nullable AudioEncoder encoder;
    private @Nullable Resampler resampler;
    private int payloadType;
    private int packetSamples;

    private int sequence;
    /** Of the first pending sample. */
    private long timestamp;

    private boolean talking;
    private long packets;
    private long octets;

    /** @param memory of the thread that will use this */
    public RtpSender(Wire wire, Random random, StreamMemory memory) {
        this.wire = wire;
        this.packet = memory.packet;
        this.samples = memory.codecSamples;
        this.ssrc = random.nextInt() & 0xffff_ffffL;
        this.sequence = random.nextInt(1 << 15);
        this.timestamp = random.nextInt() & 0xffff_ffffL;
    }

    /** Takes an agreed codec into use, from the next frame on. */
    public void use(AudioCodec agreed, int agreedPayloadType, int ptimeMillis) {
        payloadType = agreedPayloadType;
        if (!agreed.equals(codec)) {
            dropPending();
            codec = agreed;
            encoder = agreed.encoder().get();
            resampler = agreed.sampleRate() == SAMPLE_RATE ? null : new Resampler(SAMPLE_RATE, agreed.sampleRate());
            pending = new short[MAX_PTIME * agreed.sampleRate() / 1000];
        }
        packetSamples = Math.min(ptimeMillis, MAX_PTIME) * agreed.sampleRate() / 1000;
    }

    /** One slot in which 16 kHz audio is sent. */
    public void frame(short[] pcm) {
        if (codec == null || encoder == null) {
            return;
        }
        System.arraycopy(pending, 0, samples, 0, pendingSamples);
        int waiting = pendingSamples + take(pcm);
        int sent = 0;
        while (waiting - sent >= packetSamples) {
            emit(encoder, sent);
            advance(packetSamples);
            sent += packetSamples;
        }
        pendingSamples = waiting - sent;
        System.arraycopy(samples, sent, pending, 0, pendingSamples);
    }

    /** Time that passed without sending, in slots: on hold, without an address, or because the loop was stopped. */
    public void pause(long slots) {
        if (codec == null) {
            return;
        }
        dropPending();
        advance(slots * FRAME_MILLIS * codec.sampleRate() / 1000);
        talking = false;
    }

    /**
     * One slot in which a packet of a telephone event is sent instead of audio (RFC 4733 §2.3).
     *
     * @param first the event begins with it
     * @param start timestamp of the event's beginning
     * @param soundedMillis how long the event lasts so far
     */
    void event(int eventPayloadType, boolean first, long start, int event, boolean end, int soundedMillis) {
        if (codec == null) {
            return;
        }
        RtpPacket.writeHeader(packet, eventPayloadType, first, sequence, start, ssrc);
        packet[RtpPacket.HEADER_BYTES] = (byte) event;
        packet[RtpPacket.HEADER_BYTES + 1] = (byte) (end ? EVENT_END | EVENT_VOLUME : EVENT_VOLUME);
        RtpPacket.put16(packet, RtpPacket.HEADER_BYTES + 2, soundedMillis * codec.clockRate() / 1000);
        sent(EVENT_BYTES);
        pause(1);
    }

    public long ssrc() {
        return ssrc;
    }

    public long packets() {
        return packets;
    }

    /** Payload bytes sent. */
    long octets() {
        return octets;
    }

    /** Timestamp of the frame that comes next. */
    long timestamp() {
        return timestamp + ticks(pendingSamples) & 0xffff_ffffL;
    }

    /** Puts a frame behind what is pending, at the rate of the codec. */
    private int take(short[] pcm) {
        if (resampler != null) {
            return resampler.process(pcm, 0, FRAME, samples, pendingSamples);
        }
        System.arraycopy(pcm, 0, samples, pendingSamples, FRAME);
        return FRAME;
    }

    private void emit(AudioEncoder codecEncoder, int from) {
        int length = codecEncoder.encode(samples, from, packetSamples, packet, RtpPacket.HEADER_BYTES);
        RtpPacket.writeHeader(packet, payloadType, !talking, sequence, timestamp, ssrc);
        talking = true;
        sent(length);
    }

    private void sent(int length) {
        sequence = sequence + 1 & 0xffff;
        packets++;
        octets += length;
        wire.send(packet, RtpPacket.HEADER_BYTES + length);
    }

    private void dropPending() {
        if (pendingSamples > 0) {
            advance(pendingSamples);
            pendingSamples = 0;
        }
    }

    private void advance(long samples) {
        timestamp += ticks(samples);
    }

    private long ticks(long samples) {
        return codec == null ? 0 : samples * codec.clockRate() / codec.sampleRate();
    }
}
