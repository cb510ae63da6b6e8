package io.tandem.media.rtp;

import io.tandem.media.codec.AudioCodec;
import java.util.Map;

/**
 * The receiving half of an RTP stream: sorts packets by payload type into jitter buffer, telephone-events and comfort noise, and keeps
 * count. A change of SSRC is a new stream (RFC 3550 §8). Single-threaded; allocates nothing per packet.
 */
public final class RtpReceiver {
    /** Answer of {@link #accept} for a packet without a new digit. */
    public static final char NO_DIGIT = TelephoneEvents.NONE;

    private static final int SAMPLE_RATE = 16_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final ReceiveCodecs codecs;
    private final TelephoneEvents events = new TelephoneEvents();
    private final ReceptionStatistics statistics = new ReceptionStatistics();
    private final JitterBuffer buffer;

    private int eventType = -1;
    private int comfortNoiseType = -1;
    private int clockRate = 8_000;

    private boolean any;
    private long ssrc;
    private long timestamp;
    private long packets;
    private long dropped;
    private long lostBefore;

    /** @param memory of the thread that will use this */
    public RtpReceiver(int minDelayMillis, int maxDelayMillis, StreamMemory memory) {
        this.codecs = new ReceiveCodecs(memory);
        this.buffer = new JitterBuffer(minDelayMillis, maxDelayMillis, codecs, memory);
    }

    /** Takes agreed payload types into use; -1 stands for none. */
    public void use(Map<Integer, AudioCodec> audio, int telephoneEvent, int comfortNoise) {
        codecs.use(audio);
        eventType = telephoneEvent;
        comfortNoiseType = comfortNoise;
    }

    /** Whether a payload type is agreed. */
    public boolean knows(int payloadType) {
        return payloadType == eventType || payloadType == comfortNoiseType || codecs.knows(payloadType);
    }

    /** Takes a packet of the remote party; answers the digit that begins with it, or {@link #NO_DIGIT}. */
    public char accept(RtpPacket packet, long now) {
        packets++;
        if (!knows(packet.payloadType())) {
            dropped++;
            return NO_DIGIT;
        }
        if (!any || packet.ssrc() != ssrc) {
            begin(packet);
        }
        if (codecs.knows(packet.payloadType())) {
            clockRate = codecs.clockRate(packet.payloadType());
        }
        long sequence = statistics.accept(packet.sequence(), packet.timestamp(), ticks(now));
        if (sequence == ReceptionStatistics.INVALID) {
            dropped++;
            return NO_DIGIT;
        }
        if (statistics.restarted()) {
            buffer.reset();
        }
        timestamp += (int) (packet.timestamp() - timestamp);
        if (packet.payloadType() == eventType) {
            return events.accept(packet, now);
        }
        boolean noise = packet.payloadType() == comfortNoiseType;
        if (!noise && events.active(now)) {
            dropped++;
        } else if (packet.payloadLength() > 0) {
            buffer.put(
                    sequence,
                    timestamp * SAMPLE_RATE / clockRate,
                    noise ? JitterBuffer.COMFORT_NOISE : packet.payloadType(),
                    packet.bytes(),
                    packet.payloadOffset(),
                    packet.payloadLength(),
                    now);
        }
        return NO_DIGIT;
    }

    /** The audio of one slot, see {@link JitterBuffer#pull}. */
    public boolean pull(short[] pcm, long now) {
        return buffer.pull(pcm, now);
    }

    /** Packets of the remote party, whatever became of them. */
    public long packets() {
        return packets;
    }

    /** Packets of all streams that never came. */
    public long lost() {
        return lostBefore + statistics.lost();
    }

    /** Packets that came and were not used. */
    public long discarded() {
        return dropped + buffer.discarded();
    }

    /** Packets that came too late to be played. */
    public long late() {
        return buffer.late();
    }

    public double jitterMillis() {
        return statistics.jitter() * 1000.0 / clockRate;
    }

    public double bufferMillis() {
        return buffer.delayMillis();
    }

    /** Counts of the present stream for report blocks. */
    ReceptionStatistics statistics() {
        return statistics;
    }

    /** SSRC of the present stream; meaningless before the first packet. */
    long ssrc() {
        return ssrc;
    }

    private void begin(RtpPacket packet) {
        lostBefore += statistics.lost();
        statistics.reset();
        events.reset();
        buffer.reset();
        codecs.reset();
        any = true;
        ssrc = packet.ssrc();
        timestamp = packet.timestamp();
    }

    private long ticks(long now) {
        return now / NANOS_PER_SECOND * clockRate + now % NANOS_PER_SECOND * clockRate / NANOS_PER_SECOND;
    }
}
