package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Messages for tests. */
final class SipMessages {
    private SipMessages() {}

    /** A request with its header lines, each ending in CRLF, and its body. */
    static SIPRequest request(String method, String headers, String body) {
        try {
            return (SIPRequest) Headers.messages().createRequest(text(method, headers, body));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String text(String method, String headers, String body) {
        return method + " sip:agent@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK" + Math.abs((method + headers).hashCode()) + "\r\n"
                + "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:agent@example.com>\r\nCall-ID: c@x\r\n"
                + "CSeq: 1 " + method + "\r\nContact: <sip:alice@127.0.0.1:5070>\r\nMax-Forwards: 70\r\n"
                + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
