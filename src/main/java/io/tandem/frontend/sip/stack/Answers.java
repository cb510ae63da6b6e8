package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import javax.sip.message.Request;

/** Makes responses: To tag, Contact, Server, body. */
public final class Answers {
    private final String userAgent;
    private final String contact;

    /**
     * @param host address peers reach us by, as SIP writes it
     * @param transport of the request that is answered
     */
    public Answers(String userAgent, String host, int port, String transport) {
        this.userAgent = userAgent;
        this.contact = contact(host, port, transport);
    }

    /** Our Contact: the address peers reach us by, with the transport of the leg. */
    static String contact(String host, int port, String transport) {
        return "<sip:tandem@" + host + ':' + port + (transport.equals("udp") ? "" : ";transport=" + transport) + '>';
    }

    /** A response without body. {@code localTag} is used where the request has no To tag yet. */
    public SIPResponse to(SIPRequest request, int status, String localTag) {
        SIPResponse response = request.createResponse(status);
        try {
            if (!response.hasToTag()) {
                response.setToTag(localTag);
            }
            response.setHeader(Headers.factory().createServerHeader(List.of(userAgent)));
        } catch (ParseException e) {
            throw new IllegalStateException(userAgent, e);
        }
        if (status < 300 && isTargetRefresh(request)) {
            Headers.addOwn(response, "Contact", contact);
            Headers.addOwn(response, "Allow", RequestCheck.ALLOW);
        }
        return response;
    }

    /** A refusal with its headers. */
    public SIPResponse to(SIPRequest request, Rejection rejection, String localTag) {
        SIPResponse response = to(request, rejection.status(), localTag);
        if (rejection.phrase() != null) {
            response.setReasonPhrase(rejection.phrase());
        }
        rejection.headers().forEach((name, value) -> Headers.addOwn(response, name, value));
        return response;
    }

    /** A response with a session description. */
    public SIPResponse withSdp(SIPRequest request, int status, String localTag, String sdp) {
        SIPResponse response = to(request, status, localTag);
        try {
            response.setContent(
                    sdp.getBytes(StandardCharsets.UTF_8),
                    Headers.factory().createContentTypeHeader("application", "sdp"));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        return response;
    }

    /** The 200 of an OPTIONS (RFC 3261 §11.2). */
    public SIPResponse capabilities(SIPRequest request, String localTag) {
        SIPResponse response = to(request, 200, localTag);
        Headers.addOwn(response, "Contact", contact);
        Headers.addOwn(response, "Allow", RequestCheck.ALLOW);
        Headers.addOwn(response, "Accept", RequestCheck.ACCEPT);
        // Empty on purpose: no extension is supported yet, and saying so is what the header is for (§20.37).
        response.setHeader(new Supported());
        return response;
    }

    private static boolean isTargetRefresh(SIPRequest request) {
        return request.getMethod().equals(Request.INVITE) || request.getMethod().equals(Request.UPDATE);
    }
}
