package io.tandem.media;

import io.tandem.media.sdp.NegotiatedMedia;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An RTP and RTCP socket pair as a media endpoint (RFC 3550). Unless it says otherwise, a method declared here may be called from any thread. */
public interface RtpEndpoint extends MediaEndpoint {

    /** The bound RTP address; RTCP is on the next port unless multiplexed. */
    InetSocketAddress local();

    /**
     * Takes a result of offer/answer into use: the first one starts media, later ones change it without a gap.
     *
     * @param signallingSource where the SIP message came from, for the latching decision
     */
    void negotiated(NegotiatedMedia media, Latching latching, @Nullable InetAddress signallingSource);

    /**
     * Sends digits as telephone events (RFC 4733), with no audio beside them; {@link MediaFact.DigitsSent} tells of their end. Media loop
     * thread only.
     *
     * @param steps event numbers, and pauses as negative milliseconds
     */
    void sendDigits(int[] steps, int toneMillis, int gapMillis);

    /** Closes an endpoint that was never attached to a session. */
    void discard();

    /** Whether packets from elsewhere than the SDP address may become the remote source (profile row 5.5). */
    enum Latching {
        /** Only where the SDP address is private, unusable or differs from the signalling source. */
        AUTO,
        /** The peer is behind NAT: always. */
        ALWAYS,
        /** Only the address of the SDP. */
        NEVER
    }
}
