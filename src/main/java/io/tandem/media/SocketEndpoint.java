package io.tandem.media;

import io.tandem.media.rtp.RtpPorts;
import io.tandem.media.sdp.NegotiatedMedia;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The RTP endpoint on a socket pair: owns the ports, and hands the results of offer/answer over to the loop's {@link RtpFlow}. */
final class SocketEndpoint implements RtpEndpoint {
    private final RtpPorts ports;
    private final RtpPorts.Pair pair;
    private final MediaSettings settings;
    private final long unixNanosAtZero;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile RtpFlow.@Nullable Agreement latest;

    /** Loop thread only; null before it is attached and where its sockets could not be registered. */
    private @Nullable RtpFlow flow;

    SocketEndpoint(RtpPorts ports, RtpPorts.Pair pair, MediaSettings settings, long unixNanosAtZero) {
        this.ports = ports;
        this.pair = pair;
        this.settings = settings;
        this.unixNanosAtZero = unixNanosAtZero;
    }

    @Override
    public InetSocketAddress local() {
        return pair.address();
    }

    @Override
    public void negotiated(NegotiatedMedia media, Latching latching, @Nullable InetAddress signallingSource) {
        latest =
                new RtpFlow.Agreement(media, LatchingRule.othersAllowed(latching, media.remoteRtp(), signallingSource));
    }

    @Override
    public void sendDigits(int[] steps, int toneMillis, int gapMillis) {
        if (flow != null) {
            flow.sendDigits(steps, toneMillis, gapMillis);
        }
    }

    @Override
    public void discard() {
        if (released.compareAndSet(false, true)) {
            ports.close(pair);
        }
    }

    @Override
    public void attached(Context context) {
        try {
            flow = new RtpFlow(pair, settings, unixNanosAtZero, context);
        } catch (IOException e) {
            context.report(new MediaFact.EndpointFailed("RTP sockets " + pair.address() + ": " + e));
        }
    }

    @Override
    public boolean receive(short[] pcm) {
        if (flow == null) {
            Arrays.fill(pcm, (short) 0);
            return false;
        }
        return flow.receive(pcm);
    }

    @Override
    public void send(short[] pcm, boolean audible) {
        RtpFlow.Agreement agreement = latest;
        if (flow != null && agreement != null) {
            flow.adopt(agreement);
            flow.send(pcm);
        }
    }

    @Override
    public long ssrc() {
        return flow == null ? 0 : flow.ssrc();
    }

    @Override
    public void detached() {
        if (flow != null) {
            flow.end();
        }
        discard();
    }
}
