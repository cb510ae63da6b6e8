package io.tandem.media;

import io.tandem.media.sdp.NegotiatedMedia;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a leg's RTCP goes to and may come from when it is not multiplexed. */
final class RtcpRoute {
    private RtcpRoute() {}

    /** RTCP from another host than RTP or the signalled one is somebody else's. */
    static boolean expects(InetAddress source, @Nullable InetSocketAddress remoteRtp, NegotiatedMedia media) {
        InetSocketAddress signalled = media.remoteRtcp();
        return remoteRtp != null && source.equals(remoteRtp.getAddress())
                || signalled != null && source.equals(signalled.getAddress());
    }

    /**
     * The signalled address, unless the far end turned out to be elsewhere: then where its RTCP comes from, or the port after its RTP.
     *
     * @param heardFrom source of the last RTCP, null when none came
     */
    static @Nullable InetSocketAddress destination(
            @Nullable InetSocketAddress remoteRtp, @Nullable InetSocketAddress heardFrom, NegotiatedMedia media) {
        if (remoteRtp == null || remoteRtp.equals(media.remoteRtp())) {
            return media.remoteRtcp();
        }
        if (heardFrom != null) {
            return heardFrom;
        }
        int next = Math.min(remoteRtp.getPort() + 1, 65_535);
        return new InetSocketAddress(remoteRtp.getAddress(), next);
    }
}
