package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.media.codec.Codecs;
import io.tandem.media.rtp.ReceptionReport;
import io.tandem.media.rtp.RtpPacket;
import io.tandem.media.sdp.NegotiatedMedia;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RTCP between sockets, on a port of its own and multiplexed with RTP (RFC 5761). */
class RtcpIT {
    private static final InetAddress LOCALHOST = InetAddress.getLoopbackAddress();
    private static final int SENDER_REPORT = 200;
    private static final int BYE = 203;

    private final MediaLoops engine =
            MediaLoops.start(TestMedia.settings(20_000, 29_999, Duration.ZERO, Duration.ofMillis(200)));

    @AfterEach
    void close() {
        engine.close();
    }

    /** One leg and what it was told. */
    private final class Leg {
        final List<MediaFact> facts = new CopyOnWriteArrayList<>();
        final RtpEndpoint endpoint = engine.openRtp();
        final MediaSession session = engine.open(facts::add);

        Leg talkTo(InetSocketAddress remote, boolean mux) {
            endpoint.negotiated(agreed(remote, mux), RtpEndpoint.Latching.NEVER, LOCALHOST);
            session.attach(endpoint);
            return this;
        }

        List<ReceptionReport> reportsOfTheFarEnd() {
            return facts.stream()
                    .filter(MediaFact.Statistics.class::isInstance)
                    .map(fact -> ((MediaFact.Statistics) fact).farEnd())
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    private static NegotiatedMedia agreed(InetSocketAddress remote, boolean mux) {
        InetSocketAddress rtcp = mux ? remote : new InetSocketAddress(remote.getAddress(), remote.getPort() + 1);
        return new NegotiatedMedia(
                remote, rtcp, mux, Codecs.PCMU, 0, Map.of(0, Codecs.PCMU), -1, -1, 20, -1, true, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothEndsLearnHowTheirAudioArrives(boolean mux) {
        Leg a = new Leg();
        Leg b = new Leg();
        a.talkTo(b.endpoint.local(), mux);
        b.talkTo(a.endpoint.local(), mux);
        for (Leg leg : List.of(a, b)) {
            await().until(() -> !leg.reportsOfTheFarEnd().isEmpty());
            ReceptionReport report = leg.reportsOfTheFarEnd().get(0);
            assertThat(report.packetsSent()).isPositive();
            assertThat(report.packetsLost()).isZero();
        }
    }

    @Test
    void multiplexedReportsAndTheGoodbyeComeFromTheRtpPort() throws Exception {
        try (DatagramSocket far = new DatagramSocket(0, LOCALHOST)) {
            far.setSoTimeout(10_000);
            Leg leg = new Leg().talkTo(new InetSocketAddress(LOCALHOST, far.getLocalPort()), true);
            Set<Integer> types = new HashSet<>();
            while (!types.containsAll(Set.of(0, SENDER_REPORT))) {
                types.addAll(typesOfTheNext(far, leg));
            }
            leg.session.close();
            while (!types.contains(BYE)) {
                types.addAll(typesOfTheNext(far, leg));
            }
        }
    }

    /** The payload type of an RTP packet, or the packet types of a compound RTCP packet; all have to come from the RTP port. */
    private static Set<Integer> typesOfTheNext(DatagramSocket far, Leg leg) throws Exception {
        byte[] bytes = new byte[2_000];
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        far.receive(datagram);
        assertThat(datagram.getPort()).isEqualTo(leg.endpoint.local().getPort());
        if (!RtpPacket.looksLikeRtcp(bytes, datagram.getLength())) {
            return Set.of(bytes[1] & 0x7f);
        }
        Set<Integer> types = new HashSet<>();
        for (int at = 0;
                at < datagram.getLength();
                at += 4 * ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff) + 4) {
            types.add(bytes[at + 1] & 0xff);
        }
        return types;
    }
}
