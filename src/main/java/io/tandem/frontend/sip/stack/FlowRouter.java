package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.Collections;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to the hop it carries as application data, so that no name is ever looked up on a thread of the stack and a
 * connection the peer opened is used for the way back. Made by the stack through reflection.
 */
public final class FlowRouter implements Router {

    /** The parameters are the stack's contract for routers; this one needs neither. */
    public FlowRouter(SipStack stack, @Nullable String outboundProxy) {}

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (((SIPMessage) request).getApplicationData() instanceof Hop hop) {
            return hop;
        }
        throw new SipException(request.getMethod() + " without a hop (expected: one as application data)");
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return null;
    }

    @Override
    public ListIterator<?> getNextHops(Request request) {
        return Collections.emptyListIterator();
    }
}
