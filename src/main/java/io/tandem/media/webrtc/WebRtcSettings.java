package io.tandem.media.webrtc;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code tandem.webrtc} of reference.conf.
 *
 * @param enabled false: nothing native is loaded and calls are refused
 * @param factories native engines that share the connections, each with threads of its own
 * @param codecs names of {@link #KNOWN_CODECS} that may be agreed on when a call names none
 * @param externalIp address that stands in our candidates for the host's own ones, empty for none
 * @param portStart first UDP port of our candidates, 0 with {@code portEnd} 0 for any
 * @param portEnd last UDP port, inclusive
 * @param iceServers servers that our own side uses
 * @param gatheringTimeout the answer waits no longer than this for our candidates
 * @param connectTimeout a call whose audio path is not there this long after the answer ends
 * @param recycleAfter closed connections after which the process should be replaced
 */
public record WebRtcSettings(
        boolean enabled,
        int factories,
        Set<String> codecs,
        String externalIp,
        int portStart,
        int portEnd,
        List<IceServer> iceServers,
        Duration gatheringTimeout,
        Duration connectTimeout,
        long recycleAfter) {

    /** Names of the codecs the library has, in the spelling of SDP but in small letters. */
    public static final Set<String> KNOWN_CODECS = Set.of("opus", "g722", "pcmu", "pcma");

    /** A STUN or TURN server for our own side. */
    public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {}
}
