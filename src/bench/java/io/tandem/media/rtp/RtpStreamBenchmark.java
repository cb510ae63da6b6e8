package io.tandem.media.rtp;

import io.tandem.bench.Speech;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The two halves of an RTP stream, 20 ms at a time: packet in to 16 kHz PCM, and 16 kHz PCM to packet out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RtpStreamBenchmark {
    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME_MILLIS = 20;
    private static final int SAMPLES = 320;
    private static final int PAYLOAD_TYPE = 96;
    private static final long SSRC = 0x1234_5678L;

    @Param({"PCMU", "G722"})
    String codec;

    private final short[] pcm = Speech.samples(SAMPLES, 16_000);
    private final short[] heard = new short[SAMPLES];
    private final RtpPacket packet = new RtpPacket();
    private RtpReceiver receiver;
    private RtpSender sender;
    private byte[] datagram;
    private int ticks;
    private int bytesSent;
    private long frame;

    @Setup
    public void open() {
        AudioCodec chosen = Codecs.byName(codec).orElseThrow();
        ticks = chosen.clockRate() / 1000 * FRAME_MILLIS;
        receiver = new RtpReceiver(20, 200, new StreamMemory());
        receiver.use(Map.of(PAYLOAD_TYPE, chosen), -1, -1);
        datagram = new byte[RtpPacket.HEADER_BYTES + chosen.bytesPerMillisecond() * FRAME_MILLIS];
        short[] speech = Speech.samples(chosen.sampleRate() / 1000 * FRAME_MILLIS, chosen.sampleRate());
        chosen.encoder().get().encode(speech, 0, speech.length, datagram, RtpPacket.HEADER_BYTES);
        sender = new RtpSender((bytes, length) -> bytesSent += length, new Random(1), new StreamMemory());
        sender.use(chosen, PAYLOAD_TYPE, FRAME_MILLIS);
    }

    /** Parse, statistics, jitter buffer, decoder, resampler. */
    @Benchmark
    public boolean receive() {
        frame++;
        RtpPacket.writeHeader(datagram, PAYLOAD_TYPE, false, (int) frame & 0xffff, frame * ticks, SSRC);
        packet.parse(datagram, datagram.length);
        receiver.accept(packet, frame * FRAME_NANOS);
        return receiver.pull(heard, frame * FRAME_NANOS);
    }

    /** A slot whose packet did not come: the buffer conceals. */
    @Benchmark
    public boolean receiveOneOfTwo() {
        if ((frame & 1) == 0) {
            return receive();
        }
        frame++;
        return receiver.pull(heard, frame * FRAME_NANOS);
    }

    /** Resampler, encoder, header. */
    @Benchmark
    public int send() {
        sender.frame(pcm);
        return bytesSent;
    }
}
