package io.tandem.media.codec;

import io.tandem.bench.Speech;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One 20 ms frame through each codec of RTP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final int FRAME_MILLIS = 20;

    @Param({"PCMU", "PCMA", "G722"})
    String codec;

    private AudioEncoder encoder;
    private AudioDecoder decoder;
    private short[] frame;
    private byte[] payload;
    private int length;

    @Setup
    public void open() {
        AudioCodec chosen = Codecs.byName(codec).orElseThrow();
        encoder = chosen.encoder().get();
        decoder = chosen.decoder().get();
        frame = Speech.samples(chosen.sampleRate() / 1000 * FRAME_MILLIS, chosen.sampleRate());
        payload = new byte[chosen.bytesPerMillisecond() * FRAME_MILLIS];
        length = encode();
    }

    @Benchmark
    public int encode() {
        return encoder.encode(frame, 0, frame.length, payload, 0);
    }

    @Benchmark
    public int decode() {
        return decoder.decode(payload, 0, length, frame, 0);
    }
}
