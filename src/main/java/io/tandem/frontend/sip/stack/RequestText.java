package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.frontend.sip.dialog.Dialog;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.UUID;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes requests of ours. */
final class RequestText {
    private static final Logger LOG = LoggerFactory.getLogger(RequestText.class);

    private final int port;
    private final String userAgent;

    /** @param port that we listen on */
    RequestText(int port, String userAgent) {
        this.port = port;
        this.userAgent = userAgent;
    }

    /**
     * A whole request.
     *
     * @param transport of the hop it goes to
     * @throws ParseException when the dialog holds something that is no SIP
     */
    SIPRequest write(Dialog.Outgoing outgoing, ClientRequests.Content content, String transport) throws ParseException {
        Dialog dialog = outgoing.dialog();
        String host = content.localHost();
        StringBuilder text = new StringBuilder(outgoing.method() + ' ' + outgoing.requestUri() + " SIP/2.0\r\n");
        line(
                text,
                "Via",
                "SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ' + host + ':' + port + ";rport;branch=z9hG4bK"
                        + UUID.randomUUID());
        outgoing.routes().forEach(route -> line(text, "Route", route));
        line(text, "From", dialog.localParty());
        line(text, "To", dialog.remoteParty());
        line(text, "Call-ID", dialog.callId());
        line(text, "CSeq", outgoing.cseq() + " " + outgoing.method());
        line(text, "Max-Forwards", "70");
        line(text, "User-Agent", userAgent);
        if (outgoing.method().equals(Request.INVITE)) {
            line(text, "Contact", Answers.contact(host, port, transport));
            line(text, "Allow", RequestCheck.ALLOW);
        }
        String body = content.body();
        if (body != null) {
            line(text, "Content-Type", content.type());
        }
        line(text, "Content-Length", "" + (body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length));
        SIPRequest request = (SIPRequest) Headers.messages()
                .createRequest(
                        text.append("\r\n").append(body == null ? "" : body).toString());
        content.headers().forEach(header -> add(request, header.name(), header.value()));
        return request;
    }

    /** A header that does not parse is left out: it must not keep the peer in a call that is over. */
    private static void add(SIPRequest request, String name, String value) {
        try {
            Headers.add(request, name, value);
        } catch (ParseException e) {
            LOG.warn("header {} left out: {}", name, e.getMessage());
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
