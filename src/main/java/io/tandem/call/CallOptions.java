package io.tandem.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What `invite` and `accept` say about a call.
 *
 * @param codec codec of a WebSocket caller's audio: {@code pcm}, {@code pcmu}, {@code pcma} or {@code g722}; for WebRTC the only one to be
 *     agreed on: {@code opus} or one of those
 * @param inactivityTimeout silence of the remote party after which the call ends; zero for never
 * @param subscribe push the call's audio to the controller as binary frames
 * @param enableIpv6 use IPv6 candidates of both sides (WebRTC)
 * @param sip credentials and headers of a SIP leg
 * @param unavailable options that were asked for and that this server cannot honour, each with the reason
 * @param asGiven the options as the controller wrote them, secrets already redacted; a tree of JDK values, for listings
 */
public record CallOptions(
        @Nullable String codec,
        @Nullable String caller,
        @Nullable String callee,
        @Nullable String offer,
        @Nullable RecorderOptions recorder,
        @Nullable VadOptions vad,
        Duration inactivityTimeout,
        boolean subscribe,
        boolean enableIpv6,
        Map<String, String> extra,
        SipOptions sip,
        List<String> unavailable,
        Map<String, Object> asGiven) {

    /** No wishes at all. */
    public static final CallOptions NONE = new CallOptions(
            null,
            null,
            null,
            null,
            null,
            null,
            Duration.ZERO,
            false,
            false,
            Map.of(),
            SipOptions.NONE,
            List.of(),
            Map.of());
}
