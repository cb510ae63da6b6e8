package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLoopsIT {
    private static final InetAddress LOCALHOST = InetAddress.getLoopbackAddress();

    private MediaLoops engine = MediaLoops.start(TestMedia.settings(20_000, 29_999, Duration.ZERO));

    @AfterEach
    void close() {
        engine.close();
    }

    /** One leg that hears. */
    private final class Leg implements AudioTap {
        final List<MediaFact> facts = new CopyOnWriteArrayList<>();
        final RtpEndpoint endpoint = engine.openRtp();
        final MediaSession session = engine.open(facts::add);
        final AtomicInteger toneFrames = new AtomicInteger();
        final AtomicInteger otherFrames = new AtomicInteger();
        volatile double hertz = 1000;

        Leg() {
            session.attach(endpoint);
            session.addTap(this);
        }

        void talkTo(AudioCodec codec, InetSocketAddress remote) {
            endpoint.negotiated(TestMedia.agreed(codec, remote), RtpEndpoint.Latching.AUTO, LOCALHOST);
        }

        @Override
        public void onFrame(short[] received, short[] sent, long nanoTime) {
            if (TestMedia.share(received, hertz) > 0.95) {
                toneFrames.incrementAndGet();
            } else if (loud(received)) {
                otherFrames.incrementAndGet();
            }
        }

        private boolean loud(short[] pcm) {
            for (short sample : pcm) {
                if (Math.abs(sample) > 2000) {
                    return true;
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA", "G722"})
    void carriesATone(String name) {
        AudioCodec codec = Codecs.byName(name).orElseThrow();
        Leg a = new Leg();
        Leg b = new Leg();
        a.talkTo(codec, b.endpoint.local());
        b.talkTo(codec, a.endpoint.local());
        a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        await().until(() -> b.toneFrames.get() >= 50);
        assertThat(b.otherFrames.get()).isLessThan(5);
        assertThat(a.facts).anyMatch(MediaFact.FirstPacket.class::isInstance);
        assertThat(b.facts).anyMatch(MediaFact.Statistics.class::isInstance);
        assertThat(a.toneFrames.get()).isZero();
    }

    @Test
    void changesTheCodecWithoutAGap() {
        Leg a = new Leg();
        Leg b = new Leg();
        a.talkTo(Codecs.PCMU, b.endpoint.local());
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        await().until(() -> b.toneFrames.get() >= 20);
        b.talkTo(Codecs.G722, a.endpoint.local());
        a.talkTo(Codecs.G722, b.endpoint.local());
        int before = b.toneFrames.get();
        await().until(() -> b.toneFrames.get() >= before + 30);
    }

    @Test
    void sendsNothingOnHold() throws Exception {
        try (DatagramSocket far = new DatagramSocket(0, LOCALHOST)) {
            Leg a = new Leg();
            InetSocketAddress remote = new InetSocketAddress(LOCALHOST, far.getLocalPort());
            a.endpoint.negotiated(TestMedia.agreed(Codecs.PCMU, remote), RtpEndpoint.Latching.NEVER, LOCALHOST);
            receive(far);
            a.endpoint.negotiated(TestMedia.agreed(Codecs.PCMU, remote, false), RtpEndpoint.Latching.NEVER, LOCALHOST);
            far.setSoTimeout(200);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            receive(far);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void neitherHearsNorFollowsAnInjector() throws Exception {
        Leg a = new Leg();
        Leg b = new Leg();
        a.talkTo(Codecs.PCMU, b.endpoint.local());
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        await().until(() -> b.facts.stream().anyMatch(MediaFact.FirstPacket.class::isInstance));
        try (DatagramSocket injector = new DatagramSocket(0, LOCALHOST)) {
            byte[] loud = new byte[172];
            Arrays.fill(loud, (byte) 0x80);
            loud[1] = 0;
            for (int i = 0; i < 200; i++) {
                loud[3] = (byte) i;
                injector.send(new DatagramPacket(loud, loud.length, b.endpoint.local()));
            }
            a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
            await().until(() -> b.toneFrames.get() >= 20);
            injector.setSoTimeout(100);
            assertThatThrownBy(() -> receive(injector)).isInstanceOf(SocketTimeoutException.class);
            assertThat(b.otherFrames.get()).isLessThan(3);
        }
    }

    @Test
    void latchesToTheRealSourceWhenTheSdpLies() throws Exception {
        Leg a = new Leg();
        Leg b = new Leg();
        InetSocketAddress nowhere = new InetSocketAddress("127.0.0.1", 9);
        a.endpoint.negotiated(TestMedia.agreed(Codecs.PCMU, nowhere), RtpEndpoint.Latching.ALWAYS, LOCALHOST);
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        await().until(() -> b.toneFrames.get() >= 20);
    }

    @Test
    void waitsForTheFarEndWhenItGaveNoAddress() {
        Leg a = new Leg();
        Leg b = new Leg();
        a.endpoint.negotiated(TestMedia.agreed(Codecs.PCMU, null), RtpEndpoint.Latching.AUTO, LOCALHOST);
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        await().until(() -> b.toneFrames.get() >= 20);
    }

    @Test
    void survivesAFloodAndKeepsTalking() throws Exception {
        Leg a = new Leg();
        Leg b = new Leg();
        a.endpoint.negotiated(
                TestMedia.agreed(Codecs.PCMU, b.endpoint.local()), RtpEndpoint.Latching.ALWAYS, LOCALHOST);
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        b.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        try (DatagramSocket flooder = new DatagramSocket(0, LOCALHOST)) {
            byte[] junk = new byte[300];
            for (int i = 0; i < 20_000; i++) {
                flooder.send(new DatagramPacket(junk, junk.length, a.endpoint.local()));
            }
        }
        int before = a.toneFrames.get();
        await().until(() -> a.toneFrames.get() >= before + 30);
    }

    @Test
    void leavesNothingBehindAfterAThousandCalls() throws Exception {
        long socketsBefore = openFiles();
        List<MediaSession> open = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            RtpEndpoint endpoint = engine.openRtp();
            MediaSession session = engine.open(fact -> {});
            session.attach(endpoint);
            open.add(session);
            if (open.size() == 50) {
                open.forEach(MediaSession::close);
                open.forEach(MediaSession::close);
                open.clear();
                await().until(() -> engine.load().sessions() == 0);
            }
        }
        assertThat(engine.load().portsInUse()).isZero();
        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(socketsBefore + 5));
    }

    @Test
    void releasesWhatComesAfterTheEnd() {
        MediaSession session = engine.open(fact -> {});
        session.close();
        await().until(() -> engine.load().sessions() == 0);
        RtpEndpoint endpoint = engine.openRtp();
        List<PlayoutListener.End> ends = new CopyOnWriteArrayList<>();
        session.attach(endpoint);
        session.play(TestMedia.tone(400), (end, played, ssrc) -> ends.add(end));
        await().until(() -> engine.load().portsInUse() == 0 && ends.size() == 1);
        assertThat(ends).containsExactly(PlayoutListener.End.CLOSED);
    }

    @Test
    void saysWhichPortsAreExhausted() {
        engine.close();
        engine = MediaLoops.start(TestMedia.settings(20_000, 20_003, Duration.ofSeconds(2)));
        List<RtpEndpoint> taken = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 3; i++) {
                        taken.add(engine.openRtp());
                    }
                })
                .isInstanceOf(MediaEngine.PortsExhaustedException.class)
                .hasMessageContaining("20000-20003");
        taken.forEach(RtpEndpoint::discard);
        assertThat(engine.load().portsInUse()).isZero();
    }

    @Test
    void allocatesNothingPerPacketInSteadyState() {
        Leg a = new Leg();
        Leg b = new Leg();
        AtomicInteger slots = new AtomicInteger();
        a.talkTo(Codecs.PCMU, b.endpoint.local());
        b.talkTo(Codecs.PCMU, a.endpoint.local());
        a.session.play(TestMedia.tone(1000), (end, played, ssrc) -> {});
        b.session.play(TestMedia.tone(500), (end, played, ssrc) -> {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[2];
        int warmUp = 150;
        int measured = 300;
        a.session.addTap((received, sent, now) -> {
            int slot = slots.incrementAndGet();
            if (slot == warmUp) {
                bytes[0] =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            } else if (slot == warmUp + measured) {
                bytes[1] =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            }
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> slots.get() > warmUp + measured);
        double packets = 4.0 * measured;
        assertThat((bytes[1] - bytes[0]) / packets).isLessThanOrEqualTo(16);
    }

    private static void receive(DatagramSocket socket) throws Exception {
        socket.receive(new DatagramPacket(new byte[2000], 2000));
    }

    private static long openFiles() throws Exception {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
