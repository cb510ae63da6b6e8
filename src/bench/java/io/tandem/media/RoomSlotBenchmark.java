package io.tandem.media;

import io.tandem.bench.Speech;
import io.tandem.bridge.Rooms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * One slot of every call of a room in which all talk: what bridging costs a media thread every 20 ms, without codecs. Two calls are a pair.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoomSlotBenchmark {
    private static final long FRAME_NANOS = 20_000_000;

    @Param({"2", "8", "32"})
    int calls;

    private final List<SessionChain> chains = new ArrayList<>();
    private final Talker talker = new Talker();
    private long now;

    @Setup
    public void open() throws IOException {
        MediaLoop loop = new MediaLoop("never-started", NanoClock.SYSTEM);
        List<LoopSession> sessions = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            LoopSession session = new LoopSession(loop, fact -> {});
            session.attach(talker);
            sessions.add(session);
            chains.add(session.chain());
        }
        Rooms.gather(sessions);
    }

    @Benchmark
    public long slot() {
        now += FRAME_NANOS;
        for (int i = 0; i < chains.size(); i++) {
            chains.get(i).run(now);
        }
        return talker.sum;
    }

    /** Says the same frame of speech again and again; one serves every call. */
    private static final class Talker implements MediaEndpoint {
        private final short[] speech = Speech.samples(Audio.FRAME_SAMPLES, Audio.SAMPLE_RATE);
        private long sum;

        @Override
        public void attached(Context context) {}

        @Override
        public boolean receive(short[] pcm) {
            System.arraycopy(speech, 0, pcm, 0, pcm.length);
            return true;
        }

        @Override
        public void send(short[] pcm, boolean audible) {
            sum += pcm[7];
        }

        @Override
        public long ssrc() {
            return 0;
        }

        @Override
        public void detached() {}
    }
}
