package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.tandem.frontend.sip.dialog.Dialog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests inside dialogs, on the blocking executor: looking a name up and opening a connection both block. */
public final class ClientRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);
    private static final int DEFAULT_PORT = 5060;
    private static final Pattern SIP_URI = Pattern.compile(
            "(?i)<?sips?:(?:[^@>]*@)?(\\[[^\\]]+\\]|[^:;?>]+)(?::(\\d{1,5}))?([^>]*)>?.*", Pattern.DOTALL);

    private final SipNode node;
    private final String userAgent;
    private final Executor blocking;

    public ClientRequests(SipNode node, String userAgent, Executor blocking) {
        this.node = node;
        this.userAgent = userAgent;
        this.blocking = blocking;
    }

    /**
     * Sends {@code outgoing}, first on {@code flow} (where the peer's own requests came from) when it is given, else or if that fails to
     * the first route or the remote target.
     *
     * @param localHost address for the Via, as SIP writes it
     * @param headers more headers, already checked by {@link HeaderText}
     */
    public void send(
            Dialog.Outgoing outgoing,
            String localHost,
            Map<String, String> headers,
            @Nullable Flow flow,
            ClientListener listener) {
        blocking.execute(() -> sendNow(outgoing, localHost, headers, flow, listener));
    }

    /** Where the peer's requests come from. */
    public record Flow(InetSocketAddress source, String transport) {}

    private void sendNow(
            Dialog.Outgoing outgoing,
            String localHost,
            Map<String, String> headers,
            @Nullable Flow flow,
            ClientListener listener) {
        List<HopImpl> hops = new ArrayList<>();
        if (flow != null) {
            hops.add(new HopImpl(
                    flow.source().getAddress().getHostAddress(), flow.source().getPort(), flow.transport()));
        }
        String why = "no hop";
        try {
            hops.add(hop(
                    outgoing.routes().isEmpty()
                            ? outgoing.requestUri()
                            : outgoing.routes().get(0)));
        } catch (UnknownHostException | RuntimeException e) {
            why = e.toString();
        }
        for (HopImpl hop : hops) {
            try {
                SIPRequest request = request(outgoing, localHost, hop.getTransport());
                headers.forEach((name, value) -> add(request, name, value));
                request.setApplicationData(hop);
                ClientTransaction transaction = node.provider().getNewClientTransaction(request);
                transaction.setApplicationData(listener);
                transaction.sendRequest();
                return;
            } catch (SipException | ParseException | RuntimeException e) {
                why = e.toString();
                LOG.debug("{} to {} not sent: {}", outgoing.method(), hop, why);
            }
        }
        listener.failed(why);
    }

    private SIPRequest request(Dialog.Outgoing outgoing, String localHost, String transport) throws ParseException {
        Dialog dialog = outgoing.dialog();
        StringBuilder text = new StringBuilder(outgoing.method() + ' ' + outgoing.requestUri() + " SIP/2.0\r\n");
        line(
                text,
                "Via",
                "SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ' + localHost + ':' + node.port()
                        + ";rport;branch=z9hG4bK" + UUID.randomUUID());
        outgoing.routes().forEach(route -> line(text, "Route", route));
        line(text, "From", dialog.localParty());
        line(text, "To", dialog.remoteParty());
        line(text, "Call-ID", dialog.callId());
        line(text, "CSeq", outgoing.cseq() + " " + outgoing.method());
        line(text, "Max-Forwards", "70");
        line(text, "User-Agent", userAgent);
        line(text, "Content-Length", "0");
        return (SIPRequest) Headers.messages().createRequest(text.append("\r\n").toString());
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

    private static HopImpl hop(String uri) throws UnknownHostException {
        Matcher matcher = SIP_URI.matcher(uri);
        if (!matcher.matches()) {
            throw new UnknownHostException(uri);
        }
        String parameters = matcher.group(3).toLowerCase(Locale.ROOT);
        String address = InetAddress.getByName(matcher.group(1)).getHostAddress();
        int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
        return new HopImpl(address, port, parameters.contains(";transport=tcp") ? "tcp" : "udp");
    }
}
