package io.tandem.media;

import io.tandem.bench.Speech;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.media.rtp.RtpPacket;
import io.tandem.media.rtp.RtpReceiver;
import io.tandem.media.rtp.RtpSender;
import io.tandem.media.rtp.StreamMemory;
import io.tandem.speech.playback.Echoes;
import java.io.IOException;
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

/**
 * All a media thread does for a call every 20 ms except system calls: packet in, jitter buffer, decoder, resampler, taps, playout,
 * resampler, encoder, packet out. The session is the real one, driven by hand instead of by its loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionSlotBenchmark {
    private static final long FRAME_NANOS = 20_000_000;
    private static final int PAYLOAD_TYPE = 96;

    @Param({"PCMU", "G722"})
    String codec;

    /** Sessions that take turns on the thread: with many, what one needs has left the caches when its turn comes again. */
    @Param({"1", "500"})
    int sessions;

    private SessionChain[] chains;
    private Wireless[] endpoints;
    private int turn;
    private long now;

    @Setup
    public void open() throws IOException {
        MediaLoop loop = new MediaLoop("never-started", NanoClock.SYSTEM);
        chains = new SessionChain[sessions];
        endpoints = new Wireless[sessions];
        for (int i = 0; i < sessions; i++) {
            LoopSession session = new LoopSession(loop, fact -> {});
            endpoints[i] = new Wireless(Codecs.byName(codec).orElseThrow(), loop.memory().streams);
            session.attach(endpoints[i]);
            Echoes.start(session);
            chains[i] = session.chain();
        }
    }

    @Benchmark
    public long slot() {
        if (++turn == sessions) {
            turn = 0;
            now += FRAME_NANOS;
        }
        endpoints[turn].packetArrives(now);
        chains[turn].run(now);
        return endpoints[turn].bytesSent;
    }

    /** An RTP endpoint whose wire is an array. */
    private static final class Wireless implements MediaEndpoint {
        private final RtpPacket packet = new RtpPacket();
        private final RtpReceiver receiver;
        private final RtpSender sender;
        private final byte[] datagram;
        private final int ticks;
        private long frame;
        private long now;
        private long bytesSent;

        Wireless(AudioCodec codec, StreamMemory memory) {
            receiver = new RtpReceiver(20, 200, memory);
            sender = new RtpSender((bytes, length) -> bytesSent(length), new Random(1), memory);
            ticks = codec.clockRate() / 1000 * Audio.FRAME_MILLIS;
            receiver.use(Map.of(PAYLOAD_TYPE, codec), -1, -1);
            sender.use(codec, PAYLOAD_TYPE, Audio.FRAME_MILLIS);
            datagram = new byte[RtpPacket.HEADER_BYTES + codec.bytesPerMillisecond() * Audio.FRAME_MILLIS];
            short[] speech = Speech.samples(codec.sampleRate() / 1000 * Audio.FRAME_MILLIS, codec.sampleRate());
            codec.encoder().get().encode(speech, 0, speech.length, datagram, RtpPacket.HEADER_BYTES);
        }

        void packetArrives(long nanos) {
            now = nanos;
            frame++;
            RtpPacket.writeHeader(datagram, PAYLOAD_TYPE, false, (int) frame & 0xffff, frame * ticks, 1);
            packet.parse(datagram, datagram.length);
            receiver.accept(packet, now);
        }

        private void bytesSent(int length) {
            bytesSent += length;
        }

        @Override
        public void attached(Context context) {}

        @Override
        public boolean receive(short[] pcm) {
            return receiver.pull(pcm, now);
        }

        @Override
        public void send(short[] pcm, boolean audible) {
            sender.frame(pcm);
        }

        @Override
        public long ssrc() {
            return sender.ssrc();
        }

        @Override
        public void detached() {}
    }
}
