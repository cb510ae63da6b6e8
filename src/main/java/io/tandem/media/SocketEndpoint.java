package io.tandem.media;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.rtp.FloodGate;
import io.tandem.media.rtp.Latch;
import io.tandem.media.rtp.RtcpReporter;
import io.tandem.media.rtp.RtpPacket;
import io.tandem.media.rtp.RtpPorts;
import io.tandem.media.rtp.RtpReceiver;
import io.tandem.media.rtp.RtpSender;
import io.tandem.media.sdp.NegotiatedMedia;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTP endpoint on a socket pair: latching in front, receiver and sender behind, RTCP beside them. Loop thread unless said otherwise. */
final class SocketEndpoint implements RtpEndpoint {

    /** A result of offer/answer on its way to the loop. */
    private record Agreement(NegotiatedMedia media, boolean othersAllowed) {}

    private static final Logger log = LoggerFactory.getLogger(SocketEndpoint.class);
    private static final SecureRandom SEEDS = new SecureRandom();
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Audio.FRAME_MILLIS);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Packets a second of the shortest packet time that is accepted, 10 ms. */
    private static final int NOMINAL_RATE = 100;

    private final RtpPorts ports;
    private final RtpPorts.Pair pair;
    private final int floodLimit;
    private final RtpReceiver receiver;
    private final RtpSender sender;
    private final RtcpReporter rtcp;
    private final MediaWatch watch;
    private final RtpPacket packet = new RtpPacket();
    private final AtomicReference<@Nullable Agreement> latest = new AtomicReference<>();
    private final AtomicBoolean released = new AtomicBoolean();

    private @Nullable Context context;
    private @Nullable RtpSocket rtpSocket;
    private @Nullable RtpSocket rtcpSocket;
    private @Nullable Agreement agreement;
    private Latch latch = new Latch(null, false);
    private @Nullable InetSocketAddress rtcpSource;
    private boolean heardAnything;
    private long malformed;
    private long lastSlot;
    private boolean anySlot;
    private long nextStatistics;
    private long packetsAtStatistics;

    SocketEndpoint(RtpPorts ports, RtpPorts.Pair pair, MediaSettings settings, long unixNanosAtZero) {
        MediaSettings.Rtp rtp = settings.rtp();
        Random random = new Random(SEEDS.nextLong());
        this.ports = ports;
        this.pair = pair;
        this.floodLimit = rtp.floodFactor() * NOMINAL_RATE;
        this.receiver = new RtpReceiver((int) settings.jitterBuffer().min().toMillis(), (int)
                settings.jitterBuffer().max().toMillis());
        this.sender = new RtpSender(this::transmit, random);
        this.rtcp = new RtcpReporter(sender, receiver, rtp.rtcpInterval().toNanos(), unixNanosAtZero, random);
        this.watch =
                new MediaWatch(rtp.timeout().toNanos(), rtp.firstPacketTimeout().toNanos());
    }

    @Override
    public InetSocketAddress local() {
        return pair.address();
    }

    @Override
    public void negotiated(NegotiatedMedia media, Latching latching, @Nullable InetAddress signallingSource) {
        latest.set(new Agreement(media, LatchingRule.othersAllowed(latching, media.remoteRtp(), signallingSource)));
    }

    @Override
    public void discard() {
        if (released.compareAndSet(false, true)) {
            ports.close(pair);
        }
    }

    @Override
    public void attached(Context given) {
        context = given;
        try {
            rtpSocket = new RtpSocket(pair.rtp(), given.loop(), new FloodGate(floodLimit), this::onRtp);
            rtcpSocket = new RtpSocket(pair.rtcp(), given.loop(), new FloodGate(floodLimit), this::onRtcp);
        } catch (IOException e) {
            given.report(new MediaFact.EndpointFailed("RTP sockets " + pair.address() + ": " + e));
        }
    }

    @Override
    public boolean receive(short[] pcm) {
        return receiver.pull(pcm, now());
    }

    @Override
    public void send(short[] pcm, boolean audible) {
        long now = now();
        adopt(now);
        if (agreement == null) {
            return;
        }
        long missed = anySlot ? (now - lastSlot) / FRAME_NANOS - 1 : 0;
        anySlot = true;
        lastSlot = now;
        if (missed > 0) {
            sender.pause(missed);
        }
        reportDue(now);
        // Silence is sent too: many carriers cut a leg that is silent on the wire.
        if (agreement.media().sending() && latch.remote() != null) {
            sender.frame(pcm);
        } else {
            sender.pause(1);
        }
    }

    @Override
    public long ssrc() {
        return sender.ssrc();
    }

    @Override
    public void detached() {
        if (agreement != null && anySlot) {
            sendRtcp(rtcp.goodbye(lastSlot));
        }
        if (rtpSocket != null && rtcpSocket != null) {
            log.debug(
                    "{} closes: {} packets of strangers, {} malformed, {} beyond the flood limit, {} socket failures",
                    pair.address(),
                    latch.strangers(),
                    malformed,
                    rtpSocket.flooded() + rtcpSocket.flooded(),
                    rtpSocket.failures() + rtcpSocket.failures());
        }
        discard();
    }

    private long now() {
        return context == null ? 0 : context.nanoTime();
    }

    /** Takes the latest agreement into use, if there is a new one. */
    private void adopt(long now) {
        Agreement next = latest.get();
        Agreement before = agreement;
        if (next == null || next == before) {
            return;
        }
        agreement = next;
        NegotiatedMedia media = next.media();
        boolean moved = before == null || !Objects.equals(before.media().remoteRtp(), media.remoteRtp());
        boolean heldWithoutAddress = media.remoteRtp() == null && latch.remote() != null;
        if (moved && !heldWithoutAddress) {
            latch = new Latch(media.remoteRtp(), next.othersAllowed());
            rtcpSource = null;
            connectIfSettled();
        }
        receiver.use(media.receiveCodecs(), media.receiveEventPayloadType(), media.comfortNoisePayloadType());
        sender.use(media.sendCodec(), media.sendPayloadType(), media.sendPtimeMillis());
        watch.expect(media.sending() && media.receiving(), now);
    }

    private void connectIfSettled() {
        if (rtpSocket != null) {
            rtpSocket.connect(latch.settled() ? latch.remote() : null);
        }
    }

    private void onRtp(SocketAddress from, byte[] bytes, int length, long now) {
        if (agreement == null) {
            return;
        }
        if (agreement.media().rtcpMux() && RtpPacket.looksLikeRtcp(bytes, length)) {
            onRtcp(from, bytes, length, now);
            return;
        }
        if (!packet.parse(bytes, length)) {
            malformed++;
            return;
        }
        boolean agreed = receiver.knows(packet.payloadType());
        boolean settled = latch.settled();
        boolean accepted = latch.accept(from, packet, agreed, now);
        if (!settled && latch.settled()) {
            connectIfSettled();
        }
        if (accepted) {
            take(from, agreed, now);
        }
    }

    private void take(SocketAddress from, boolean agreed, long now) {
        watch.packet(now);
        char digit = receiver.accept(packet, now);
        if (agreed && !heardAnything) {
            heardAnything = true;
            report(new MediaFact.FirstPacket(from));
        }
        if (digit != RtpReceiver.NO_DIGIT) {
            report(new MediaFact.Dtmf(digit));
        }
    }

    private void onRtcp(SocketAddress from, byte[] bytes, int length, long now) {
        InetSocketAddress source = (InetSocketAddress) from;
        if (agreement == null || !RtcpRoute.expects(source.getAddress(), latch.remote(), agreement.media())) {
            return;
        }
        if (rtcp.accept(bytes, length, now)) {
            rtcpSource = source;
        } else {
            malformed++;
        }
    }

    private void reportDue(long now) {
        long silence = watch.check(now);
        if (silence > 0) {
            report(new MediaFact.MediaTimeout(silence));
        }
        if (rtcp.due(now)) {
            sendRtcp(rtcp.report(now));
        }
        if (now - nextStatistics >= 0) {
            nextStatistics = now + SECOND;
            long packets = receiver.packets() + sender.packets();
            if (packets != packetsAtStatistics) {
                packetsAtStatistics = packets;
                report(statistics());
            }
        }
    }

    private MediaFact.Statistics statistics() {
        AudioCodec codec = Objects.requireNonNull(agreement).media().sendCodec();
        long flooded = rtpSocket == null ? 0 : rtpSocket.flooded();
        return new MediaFact.Statistics(
                codec.name(),
                receiver.packets(),
                sender.packets(),
                receiver.lost(),
                receiver.discarded() + latch.strangers() + malformed + flooded,
                receiver.late(),
                receiver.jitterMillis(),
                receiver.bufferMillis(),
                rtcp.roundTripMillis(),
                rtcp.farEnd(codec.clockRate()));
    }

    private void transmit(byte[] bytes, int length) {
        InetSocketAddress remote = latch.remote();
        if (rtpSocket != null && remote != null) {
            rtpSocket.send(bytes, length, remote);
        }
    }

    private void sendRtcp(int length) {
        if (agreement == null) {
            return;
        }
        if (agreement.media().rtcpMux()) {
            transmit(rtcp.bytes(), length);
            return;
        }
        InetSocketAddress to = RtcpRoute.destination(latch.remote(), rtcpSource, agreement.media());
        if (rtcpSocket != null && to != null) {
            rtcpSocket.send(rtcp.bytes(), length, to);
        }
    }

    private void report(MediaFact fact) {
        if (context != null) {
            context.report(fact);
        }
    }
}
