package io.tandem.phone;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The requests of one dialog seen from its caller (RFC 3261 §12.2.1.1): a value that knows the identity of the dialog, and after the
 * answer its remote tag, target and route set. Written as text and parsed, so that what is sent can be read here.
 */
final class SipRequests {
    private final SipTarget target;
    private final String local;
    private final String callId = UUID.randomUUID() + "@tandem-phone";
    private final String localTag = tag();

    SipRequests(SipTarget target, InetAddress address, int port) {
        this.target = target;
        this.local = SipTarget.hostPort(address, port);
    }

    String callId() {
        return callId;
    }

    Request invite(String sdp) throws ParseException {
        Request invite = parse(
                Request.INVITE,
                target.uri(),
                List.of(),
                "<" + target.uri() + ">",
                1,
                "Contact: <sip:phone@" + local + ";transport=" + target.transport() + ">\r\n"
                        + "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO\r\n");
        invite.setContent(sdp, new ContentType("application", "sdp"));
        return invite;
    }

    /** The ACK of a 2xx: a request of its own within the dialog (RFC 3261 §13.2.2.4). */
    Request ack(Response ok) throws ParseException {
        return inDialog(Request.ACK, ok, 1);
    }

    Request bye(Response ok) throws ParseException {
        return inDialog(Request.BYE, ok, 2);
    }

    private Request inDialog(String method, Response ok, int sequence) throws ParseException {
        ContactHeader contact = (ContactHeader) ok.getHeader(ContactHeader.NAME);
        String remoteTarget =
                contact == null ? target.uri() : contact.getAddress().getURI().toString();
        List<String> route = routeSet(ok);
        String to =
                String.valueOf(ok.getHeader("To")).replaceFirst("^To:\\s*", "").strip();
        return parse(method, remoteTarget, route, to, sequence, "");
    }

    /** Record-Route reversed: the caller sees the proxies in the other order (§12.1.2). */
    private static List<String> routeSet(Response ok) {
        List<String> route = new ArrayList<>();
        Iterator<?> headers = ok.getHeaders(RecordRouteHeader.NAME);
        while (headers.hasNext()) {
            route.add(((RecordRouteHeader) headers.next()).getAddress().toString());
        }
        Collections.reverse(route);
        return route;
    }

    private Request parse(String method, String uri, List<String> route, String to, int sequence, String more)
            throws ParseException {
        StringBuilder text = new StringBuilder()
                .append(method + " " + uri + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/" + target.transport().toUpperCase(Locale.ROOT) + " " + local)
                .append(";branch=z9hG4bK" + tag() + ";rport\r\n")
                .append("Max-Forwards: 70\r\n");
        route.forEach(hop -> text.append(RouteHeader.NAME + ": " + hop + "\r\n"));
        text.append("From: <sip:phone@" + local + ">;tag=" + localTag + "\r\n")
                .append("To: " + to + "\r\n")
                .append("Call-ID: " + callId + "\r\n")
                .append("CSeq: " + sequence + " " + method + "\r\n")
                .append("User-Agent: Tandem phone\r\n")
                .append(more)
                .append("Content-Length: 0\r\n\r\n");
        return new MessageFactoryImpl().createRequest(text.toString());
    }

    private static String tag() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
