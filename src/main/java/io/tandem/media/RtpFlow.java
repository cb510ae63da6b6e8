package io.tandem.media;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.rtp.DtmfSender;
import io.tandem.media.rtp.FloodGate;
import io.tandem.media.rtp.Latch;
import io.tandem.media.rtp.RtcpReporter;
import io.tandem.media.rtp.RtpPacket;
import io.tandem.media.rtp.RtpPorts;
import io.tandem.media.rtp.RtpReceiver;
import io.tandem.media.rtp.RtpSender;
import io.tandem.media.rtp.StreamMemory;
import io.tandem.media.sdp.NegotiatedMedia;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop thread's half of an RTP endpoint: latching in front, receiver and sender behind, RTCP beside them. */
final class RtpFlow {

    /** A result of offer/answer. */
    record Agreement(NegotiatedMedia media, boolean othersAllowed) {}

    private static final Logger log = LoggerFactory.getLogger(RtpFlow.class);
    private static final SecureRandom SEEDS = new SecureRandom();
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Audio.FRAME_MILLIS);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Packets a second of the shortest packet time that is accepted, 10 ms. */
    private static final int NOMINAL_RATE = 100;

    private final RtpPorts.Pair pair;
    private final MediaEndpoint.Context context;
    private final RtpSocket rtpSocket;
    private final RtpSocket rtcpSocket;
    private final RtpReceiver receiver;
    private final RtpSender sender;
    private final DtmfSender dtmf;
    private final RtcpReporter rtcp;
    private final MediaWatch watch;
    private final RtpPacket packet = new RtpPacket();

    private @Nullable Agreement agreement;
    private boolean sending;
    private boolean rtcpMux;
    private Latch latch = new Latch(null, false);
    private @Nullable InetSocketAddress rtcpSource;
    private boolean heardAnything;
    private long malformed;
    private long lastSlot;
    private boolean anySlot;
    private long nextStatistics;
    private long packetsAtStatistics;

    RtpFlow(RtpPorts.Pair pair, MediaSettings settings, long unixNanosAtZero, MediaEndpoint.Context context)
            throws IOException {
        MediaSettings.Rtp rtp = settings.rtp();
        MediaSettings.JitterBuffer delay = settings.jitterBuffer();
        MediaLoop loop = context.loop();
        StreamMemory memory = loop.memory().streams;
        Random random = new Random(SEEDS.nextLong());
        int floodLimit = rtp.floodFactor() * NOMINAL_RATE;
        this.pair = pair;
        this.context = context;
        this.receiver =
                new RtpReceiver((int) delay.min().toMillis(), (int) delay.max().toMillis(), memory);
        this.sender = new RtpSender(this::transmit, random, memory);
        this.dtmf = new DtmfSender(sender);
        this.rtcp = new RtcpReporter(sender, receiver, rtp.rtcpInterval().toNanos(), unixNanosAtZero, random);
        this.watch =
                new MediaWatch(rtp.timeout().toNanos(), rtp.firstPacketTimeout().toNanos());
        this.rtpSocket = new RtpSocket(pair.rtp(), loop, new FloodGate(floodLimit), this::onRtp);
        this.rtcpSocket = new RtpSocket(pair.rtcp(), loop, new FloodGate(floodLimit), this::onRtcp);
    }

    /** Takes the latest agreement into use, if it is a new one. */
    void adopt(Agreement next) {
        Agreement before = agreement;
        if (next == before) {
            return;
        }
        agreement = next;
        NegotiatedMedia media = next.media();
        sending = media.sending();
        rtcpMux = media.rtcpMux();
        boolean moved = before == null || !Objects.equals(before.media().remoteRtp(), media.remoteRtp());
        boolean heldWithoutAddress = media.remoteRtp() == null && latch.remote() != null;
        if (moved && !heldWithoutAddress) {
            latch = new Latch(media.remoteRtp(), next.othersAllowed());
            rtcpSource = null;
            connectIfSettled();
        }
        receiver.use(media.receiveCodecs(), media.receiveEventPayloadType(), media.comfortNoisePayloadType());
        sender.use(media.sendCodec(), media.sendPayloadType(), media.sendPtimeMillis());
        watch.expect(media.sending() && media.receiving(), context.nanoTime());
    }

    /** The received audio of this slot, see {@link MediaEndpoint#receive}. */
    boolean receive(short[] pcm) {
        return receiver.pull(pcm, context.nanoTime());
    }

    /** The audio of this slot; needs an agreement. */
    void send(short[] pcm) {
        long now = context.nanoTime();
        long missed = anySlot ? (now - lastSlot) / FRAME_NANOS - 1 : 0;
        anySlot = true;
        lastSlot = now;
        if (missed > 0) {
            sender.pause(missed);
        }
        reportDue(now);
        // Silence is sent too: many carriers cut a leg that is silent on the wire.
        if (!sending || latch.remote() == null) {
            sender.pause(1);
            breakOffDigits();
        } else if (!digit()) {
            sender.frame(pcm);
        }
    }

    /** Sends digits from the next slot on; {@link MediaFact.DigitsSent} follows. */
    void sendDigits(int[] steps, int toneMillis, int gapMillis) {
        dtmf.send(steps, toneMillis, gapMillis);
    }

    /** Sends a digit in this slot, if one is to be; false when the slot is the audio's. */
    private boolean digit() {
        int payloadType = Objects.requireNonNull(agreement).media().sendEventPayloadType();
        if (payloadType < 0) {
            breakOffDigits();
        }
        if (!dtmf.busy()) {
            return false;
        }
        boolean sent = dtmf.slot(payloadType);
        if (!dtmf.busy()) {
            context.report(new MediaFact.DigitsSent(true));
        }
        return sent;
    }

    private void breakOffDigits() {
        if (dtmf.busy()) {
            dtmf.breakOff();
            context.report(new MediaFact.DigitsSent(false));
        }
    }

    long ssrc() {
        return sender.ssrc();
    }

    /** Says goodbye; the sockets are closed by their owner. */
    void end() {
        if (anySlot) {
            sendRtcp(rtcp.goodbye(lastSlot));
        }
        log.debug(
                "{} closes: {} packets of strangers, {} malformed, {} beyond the flood limit, {} socket failures",
                pair.address(),
                latch.strangers(),
                malformed,
                rtpSocket.flooded() + rtcpSocket.flooded(),
                rtpSocket.failures() + rtcpSocket.failures());
    }

    private void connectIfSettled() {
        rtpSocket.connect(latch.settled() ? latch.remote() : null);
    }

    private void onRtp(SocketAddress from, byte[] bytes, int length, long now) {
        if (agreement == null) {
            return;
        }
        if (rtcpMux && RtpPacket.looksLikeRtcp(bytes, length)) {
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
            context.report(new MediaFact.FirstPacket(from));
        }
        if (digit != RtpReceiver.NO_DIGIT) {
            context.report(new MediaFact.Dtmf(digit));
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
            context.report(new MediaFact.MediaTimeout(silence));
        }
        if (rtcp.due(now)) {
            sendRtcp(rtcp.report(now));
        }
        if (now - nextStatistics >= 0) {
            nextStatistics = now + SECOND;
            long packets = receiver.packets() + sender.packets();
            if (packets != packetsAtStatistics) {
                packetsAtStatistics = packets;
                context.report(statistics());
            }
        }
    }

    private MediaFact.Statistics statistics() {
        AudioCodec codec = Objects.requireNonNull(agreement).media().sendCodec();
        return new MediaFact.Statistics(
                codec.name(),
                receiver.packets(),
                sender.packets(),
                receiver.lost(),
                receiver.discarded() + latch.strangers() + malformed + rtpSocket.flooded(),
                receiver.late(),
                receiver.jitterMillis(),
                receiver.bufferMillis(),
                rtcp.roundTripMillis(),
                rtcp.farEnd(codec.clockRate()));
    }

    private void transmit(byte[] bytes, int length) {
        InetSocketAddress remote = latch.remote();
        if (remote != null) {
            rtpSocket.send(bytes, length, remote);
        }
    }

    private void sendRtcp(int length) {
        if (agreement == null) {
            return;
        }
        if (rtcpMux) {
            transmit(rtcp.bytes(), length);
            return;
        }
        InetSocketAddress to = RtcpRoute.destination(latch.remote(), rtcpSource, agreement.media());
        if (to != null) {
            rtcpSocket.send(rtcp.bytes(), length, to);
        }
    }
}
