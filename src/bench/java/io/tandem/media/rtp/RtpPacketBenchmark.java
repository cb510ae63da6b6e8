package io.tandem.media.rtp;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and writing the header of one packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RtpPacketBenchmark {
    private static final int PCMU_FRAME = 160;

    private final byte[] datagram = new byte[RtpPacket.HEADER_BYTES + PCMU_FRAME];
    private final RtpPacket packet = new RtpPacket();
    private int sequence;

    @Setup
    public void fill() {
        write();
    }

    @Benchmark
    public byte[] write() {
        sequence = sequence + 1 & 0xffff;
        RtpPacket.writeHeader(datagram, 0, false, sequence, sequence * 160L, 0x1234_5678L);
        return datagram;
    }

    @Benchmark
    public boolean parse() {
        return packet.parse(datagram, datagram.length);
    }
}
