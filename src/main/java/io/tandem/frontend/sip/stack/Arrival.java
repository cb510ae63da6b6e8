package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import javax.sip.ServerTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in.
 *
 * @param transaction null for an ACK only
 * @param canceled of a CANCEL: identity of the INVITE it cancels ({@link #inviteKey}), null when there is none
 * @param source where it came from
 * @param transport {@code udp} or {@code tcp}
 */
public record Arrival(
        SIPRequest request,
        @Nullable ServerTransaction transaction,
        @Nullable String canceled,
        InetSocketAddress source,
        String transport) {

    /** What stays the same in every copy of an INVITE, whatever way it came (RFC 3261 §8.2.2.2). */
    public static String inviteKey(SIPRequest request) {
        return request.getCallId().getCallId()
                + ' '
                + request.getFromTag()
                + ' '
                + request.getCSeq().getSeqNumber();
    }
}
