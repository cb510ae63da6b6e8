package io.tandem.media;

import io.tandem.media.rtp.ReceptionReport;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What a media session tells its owner: facts, never frames. At most a few a second. */
public sealed interface MediaFact {

    /** The remote source was accepted and its first audio came. */
    record FirstPacket(SocketAddress source) implements MediaFact {}

    /** A digit 0–9 * # A–D, at its first packet. */
    record Dtmf(char digit) implements MediaFact {}

    /** Digits went out, or not all of them: the far end stopped taking audio or telephone events meanwhile. */
    record DigitsSent(boolean all) implements MediaFact {}

    /** No RTP came for the endpoint's timeout although none of the sides is on hold. */
    record MediaTimeout(long silentMillis) implements MediaFact {}

    /** Nothing was received for {@link MediaSession#inactivityTimeout}. */
    record Inactive() implements MediaFact {}

    /**
     * Once a second while packets flow. Counters are totals of the session, jitter and delay in milliseconds.
     *
     * @param codec encoding name of what is sent
     * @param packetsLate received too late to be played; part of {@code packetsDiscarded}
     * @param farEnd null while the far end has reported nothing
     */
    record Statistics(
            String codec,
            long packetsReceived,
            long packetsSent,
            long packetsLost,
            long packetsDiscarded,
            long packetsLate,
            double jitterMillis,
            double bufferMillis,
            double roundTripMillis,
            @Nullable ReceptionReport farEnd)
            implements MediaFact {}

    /** The endpoint cannot go on. */
    record EndpointFailed(String reason) implements MediaFact {}
}
