package io.tandem.frontend.sip.dialog;

import io.tandem.media.sdp.SdpState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a dialog as a value (RFC 3261 §12): every rule is a function to the next value, so that it can be stored or handed to
 * another node. Addresses and URIs are text as SIP writes them.
 *
 * @param localParty our address with its tag: From of our requests
 * @param remoteParty their address with its tag: To of our requests
 * @param localCSeq of our last request, 0 before the first
 * @param remoteCSeq of their last request
 * @param routeSet Route values in the order we send them
 * @param remoteTarget URI of their last Contact
 * @param sdp offer/answer state
 * @param unacknowledged our 2xx that still waits for its ACK
 */
public record Dialog(
        String callId,
        String localTag,
        String remoteTag,
        String localParty,
        String remoteParty,
        long localCSeq,
        long remoteCSeq,
        List<String> routeSet,
        String remoteTarget,
        SdpState sdp,
        @Nullable Unacknowledged unacknowledged) {

    /**
     * A 2xx to an INVITE that is sent again until its ACK comes (RFC 6026).
     *
     * @param response the whole message
     * @param awaitsAnswer it carried our offer, the ACK brings the answer
     */
    public record Unacknowledged(long cseq, String response, boolean awaitsAnswer) {}

    /** A request of ours, ready to be written. {@code routes} are Route header values in order. */
    public record Outgoing(String method, String requestUri, List<String> routes, long cseq, Dialog dialog) {}

    /**
     * The caller's side before any answer: it has an {@link #id} without remote tag, and each answer's To tag makes a dialog of it.
     *
     * @param requestUri who is called
     */
    public static Dialog calling(
            String callId, String localTag, String localParty, String remoteParty, String requestUri, SdpState sdp) {
        return new Dialog(callId, localTag, "", localParty, remoteParty, 0, 0, List.of(), requestUri, sdp, null);
    }

    /**
     * The dialog that an answer to our INVITE made (§12.1.2).
     *
     * @param routes Record-Route of the answer in reverse order
     * @param contact URI of its Contact
     */
    public Dialog answeredBy(String toTag, String to, List<String> routes, String contact) {
        return new Dialog(
                callId, localTag, toTag, localParty, to, localCSeq, remoteCSeq, routes, contact, sdp, unacknowledged);
    }

    /** Identity of the dialog, and session id of an inbound call: Call-ID, local tag, remote tag. */
    public String id() {
        return id(callId, localTag, remoteTag);
    }

    public static String id(String callId, String localTag, String remoteTag) {
        return callId + '-' + localTag + '-' + remoteTag;
    }

    /** Whether a request with this CSeq is older than one that was seen (§12.2.2: to be answered 500). */
    public boolean isOutOfOrder(long cseq) {
        return cseq < remoteCSeq;
    }

    /** A request with this CSeq came. */
    public Dialog received(long cseq) {
        return with(localCSeq, Math.max(remoteCSeq, cseq), remoteTarget, sdp, unacknowledged);
    }

    /** The far end moved (target refresh, §12.2.2); the route set stays. */
    public Dialog retargeted(String contact) {
        return with(localCSeq, remoteCSeq, contact, sdp, unacknowledged);
    }

    public Dialog withSdp(SdpState state) {
        return with(localCSeq, remoteCSeq, remoteTarget, state, unacknowledged);
    }

    /** We sent a 2xx to an INVITE. */
    public Dialog answered(Unacknowledged response) {
        return with(localCSeq, remoteCSeq, remoteTarget, sdp, response);
    }

    /** The ACK came. */
    public Dialog acknowledged() {
        return with(localCSeq, remoteCSeq, remoteTarget, sdp, null);
    }

    /** Whether an ACK with this CSeq is the one we wait for. */
    public boolean awaitsAck(long cseq) {
        return unacknowledged != null && unacknowledged.cseq() == cseq;
    }

    /**
     * Our next request (§12.2.1.1). With a loose router in front the remote target is the Request-URI; a strict router wants itself
     * there and the target as the last Route.
     */
    public Outgoing request(String method) {
        long cseq = localCSeq + 1;
        return outgoing(method, cseq, with(cseq, remoteCSeq, remoteTarget, sdp, unacknowledged));
    }

    /** The ACK of a 2xx to our INVITE with this CSeq (§13.2.2.4). */
    public Outgoing ack(long cseq) {
        return outgoing("ACK", cseq, this);
    }

    private Outgoing outgoing(String method, long cseq, Dialog next) {
        if (routeSet.isEmpty() || isLoose(routeSet.get(0))) {
            return new Outgoing(method, remoteTarget, routeSet, cseq, next);
        }
        List<String> routes = new ArrayList<>(routeSet.subList(1, routeSet.size()));
        routes.add('<' + remoteTarget + '>');
        return new Outgoing(method, uriOf(routeSet.get(0)), List.copyOf(routes), cseq, next);
    }

    private static boolean isLoose(String route) {
        return uriOf(route).matches("(?i).*;lr(=[^;?]*)?([;?].*)?");
    }

    private static String uriOf(String route) {
        int open = route.indexOf('<');
        int close = route.indexOf('>', open);
        return open < 0 || close < 0 ? route : route.substring(open + 1, close);
    }

    private Dialog with(
            long newLocalCSeq,
            long newRemoteCSeq,
            String newTarget,
            SdpState newSdp,
            @Nullable Unacknowledged newUnacknowledged) {
        return new Dialog(
                callId,
                localTag,
                remoteTag,
                localParty,
                remoteParty,
                newLocalCSeq,
                newRemoteCSeq,
                routeSet,
                newTarget,
                newSdp,
                newUnacknowledged);
    }
}
