package io.tandem.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the registry needs to start a call.
 *
 * @param id session id, unique on the node
 * @param inbound true for a call that waits for `accept` (SIP), false for one that starts with `invite`
 * @param caller From URI of an inbound call, empty when unknown
 * @param callee To URI of an inbound call, empty when unknown
 * @param headers non-standard SIP headers of an inbound call
 * @param headerLines every header of an inbound INVITE as it came, one raw line each; empty for other calls
 * @param offer SDP of an inbound call, empty for a late offer
 * @param serverSideTrack id of the playback track
 * @param acceptTimeout how long an inbound call may stay unanswered; zero for ever
 */
public record CallSpec(
        String id,
        CallType type,
        boolean inbound,
        String caller,
        String callee,
        Map<String, String> headers,
        List<String> headerLines,
        String offer,
        String serverSideTrack,
        Duration acceptTimeout,
        @Nullable String trunk,
        Children children) {

    public static final String SERVER_SIDE_TRACK = "server-side-track";

    /** A call that its controller starts with `invite`. */
    public static CallSpec started(String id, CallType type, Children children) {
        return new CallSpec(
                id, type, false, "", "", Map.of(), List.of(), "", SERVER_SIDE_TRACK, Duration.ZERO, null, children);
    }

    public Direction direction() {
        if (inbound) {
            return Direction.INBOUND;
        }
        return type == CallType.SIP ? Direction.OUTBOUND : Direction.LOCAL;
    }

    /** Name of the agent it came with, null for none. */
    public @Nullable String agent() {
        return children.agents().isEmpty() ? null : children.agents().get(0).name();
    }

    /** The same call with another id of the playback track. */
    public CallSpec withServerSideTrack(String track) {
        return new CallSpec(
                id, type, inbound, caller, callee, headers, headerLines, offer, track, acceptTimeout, trunk, children);
    }
}
