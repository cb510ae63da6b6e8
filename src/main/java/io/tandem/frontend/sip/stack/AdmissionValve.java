package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.tandem.frontend.sip.stack.SipCounters.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every message after parsing and before any transaction, on the stack's threads; answers statelessly what is faulty or not
 * admitted. Made by the stack through reflection without arguments, so it finds its limits by the name of the stack.
 */
public final class AdmissionValve implements SIPMessageValve {

    /** To tag of stateless answers; an ACK that carries it ends here, or it would climb to the listener. */
    static final String REFUSED_TAG = "tandem-refused";

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionValve.class);
    private static final Map<String, Limits> BY_STACK = new ConcurrentHashMap<>();

    /** What a stack's valve works with. */
    record Limits(Admission admission, SipCounters counters, String userAgent) {}

    private @Nullable Limits limits;

    static void install(String stack, Limits limits) {
        BY_STACK.put(stack, limits);
    }

    static void remove(String stack) {
        BY_STACK.remove(stack);
    }

    @Override
    public void init(SipStack stack) {
        limits = BY_STACK.get(stack.getStackName());
    }

    @Override
    public void destroy() {
        limits = null;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        Limits mine = limits;
        if (mine == null) {
            return false;
        }
        boolean ack = request.getMethod().equals(Request.ACK);
        if (ack && REFUSED_TAG.equals(request.getToTag())) {
            return false;
        }
        if (request.getApplicationData() instanceof Fault fault) {
            mine.counters.refused(Refusal.MALFORMED);
            if (!ack) {
                answer(request, channel, fault.status(), fault.phrase(), 0, mine);
            }
            if (fault.status() == 513 && channel.isReliable()) {
                // What follows on the connection may be the rest of this message.
                channel.close();
            }
            return false;
        }
        Admission.Verdict verdict = mine.admission.judge(request, source(request, channel));
        if (verdict instanceof Admission.Verdict.Refuse refuse) {
            answer(request, channel, refuse.status(), null, refuse.retryAfter(), mine);
        }
        return verdict instanceof Admission.Verdict.Pass;
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    private static void answer(
            SIPRequest request,
            MessageChannel channel,
            int status,
            @Nullable String phrase,
            int retryAfter,
            Limits limits) {
        try {
            SIPResponse response = request.createResponse(status);
            if (phrase != null) {
                response.setReasonPhrase(phrase);
            }
            if (!response.hasToTag()) {
                response.setToTag(REFUSED_TAG);
            }
            response.setHeader(Headers.factory().createServerHeader(List.of(limits.userAgent)));
            if (retryAfter > 0) {
                response.setHeader(Headers.factory().createRetryAfterHeader(retryAfter));
            }
            send(request, response, channel);
        } catch (ParseException | InvalidArgumentException | IOException e) {
            LOG.debug("no answer {} to {}: {}", status, channel.getPeerAddress(), e.toString());
        }
    }

    /** Over UDP to where the request came from, with the port of RFC 3581 or of the Via; else on the connection it came on. */
    private static void send(SIPRequest request, SIPResponse response, MessageChannel channel) throws IOException {
        if (channel.isReliable()) {
            channel.sendMessage(response);
            return;
        }
        var via = request.getTopmostVia();
        int port = via.hasParameter("rport") ? channel.getPeerPacketSourcePort() : via.getPort();
        channel.sendMessage(response, source(request, channel), port > 0 ? port : 5060);
    }

    private static InetAddress source(SIPRequest request, MessageChannel channel) {
        InetAddress packet = channel.getPeerPacketSourceAddress();
        return packet != null ? packet : request.getPeerPacketSourceAddress();
    }
}
