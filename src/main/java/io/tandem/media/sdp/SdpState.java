package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The offer/answer state of one leg, a value: the session id stays for the life of the dialog, the version rises only when our SDP
 * changes, and all of it can be handed to another node.
 *
 * @param address the address we advertise
 * @param codecs what we offer and accept, in our order of preference
 * @param holding we hold the far end: it is asked to send nothing
 * @param localSdp our description in force, null before the first
 * @param remoteSdp the far end's description in force, null before the first
 * @param media what is agreed, null before the first agreement
 */
public record SdpState(
        long sessionId,
        long version,
        InetAddress address,
        int rtpPort,
        List<AudioCodec> codecs,
        int ptimeMillis,
        boolean holding,
        @Nullable String localSdp,
        @Nullable String remoteSdp,
        @Nullable NegotiatedMedia media) {

    /** The state before any offer. */
    public static SdpState initial(
            long sessionId, InetAddress address, int rtpPort, List<AudioCodec> codecs, int ptimeMillis) {
        return new SdpState(sessionId, 0, address, rtpPort, List.copyOf(codecs), ptimeMillis, false, null, null, null);
    }

    /** After an offer of ours: it is our description, what was agreed before stays in use. */
    SdpState offered(long nextVersion, String offer) {
        return with(nextVersion, holding, offer, remoteSdp, media);
    }

    /** After an agreement. */
    SdpState agreed(long nextVersion, String local, String remote, NegotiatedMedia agreed) {
        return with(nextVersion, holding, local, remote, agreed);
    }

    /** The next offers and answers hold the far end, or let it send again. */
    public SdpState holding(boolean on) {
        return with(version, on, localSdp, remoteSdp, media);
    }

    private SdpState with(
            long nextVersion,
            boolean nextHolding,
            @Nullable String local,
            @Nullable String remote,
            @Nullable NegotiatedMedia agreed) {
        return new SdpState(
                sessionId, nextVersion, address, rtpPort, codecs, ptimeMillis, nextHolding, local, remote, agreed);
    }
}
