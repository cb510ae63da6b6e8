package io.tandem.media;

import io.tandem.media.RtpEndpoint.Latching;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Decides whether another source than the SDP address may become the remote party (profile row 5.5). */
final class LatchingRule {
    private LatchingRule() {}

    static boolean othersAllowed(
            Latching policy, @Nullable InetSocketAddress sdpAddress, @Nullable InetAddress signallingSource) {
        return switch (policy) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> sdpAddress == null || doubtful(sdpAddress.getAddress(), signallingSource);
        };
    }

    /** A private address is right only where the signalling comes from it too. */
    private static boolean doubtful(InetAddress media, @Nullable InetAddress signallingSource) {
        return signallingSource == null ? isPrivate(media) : !media.equals(signallingSource);
    }

    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal;
    }
}
