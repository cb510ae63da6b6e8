package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests of one leg on the blocking executor, for looking a name up and opening a connection both block; in order, so that
 * no BYE overtakes the ACK before it. Thread-safe.
 */
public final class ClientRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);
    private static final int UNAVAILABLE = 503;

    private final SipNode node;
    private final RequestText text;
    private final Executor blocking;
    private final int t1;

    /** @param t1 RFC 3261 T1, for the transactions of these requests */
    public ClientRequests(SipNode node, String userAgent, Executor blocking, Duration t1) {
        this.node = node;
        this.text = new RequestText(node.port(), userAgent);
        this.blocking = new InOrder(blocking);
        this.t1 = Math.toIntExact(t1.toMillis());
    }

    /** An address of a peer: where its requests come from, or where ours go. */
    public record Flow(InetSocketAddress source, String transport) {
        HopImpl hop() {
            return new HopImpl(source.getAddress().getHostAddress(), source.getPort(), transport);
        }
    }

    /**
     * What a request says beside what its dialog gives.
     *
     * @param localHost address for Via and Contact, as SIP writes it
     * @param headers already checked by {@link HeaderText}, or our own
     * @param type media type of the body
     * @param body null for none
     */
    public record Content(String localHost, List<HeaderField> headers, String type, @Nullable String body) {

        /** Without body. */
        public static Content of(String localHost, List<HeaderField> headers) {
            return new Content(localHost, headers, "", null);
        }
    }

    /**
     * Sends a request of a dialog, first on {@code flow} (where the peer's own requests came from) when it is given, else or if that
     * fails to the first route or the remote target.
     */
    public void send(Dialog.Outgoing outgoing, Content content, @Nullable Flow flow, ClientListener listener) {
        blocking.execute(() -> {
            String why = "no hop";
            for (HopImpl hop : hops(outgoing, flow)) {
                try {
                    transaction(outgoing, content, hop, listener).sendRequest();
                    return;
                } catch (SipException | ParseException | RuntimeException e) {
                    why = notSent(outgoing, hop, e);
                }
            }
            listener.failed(UNAVAILABLE, why);
        });
    }

    /** Sends the INVITE of a call out to {@code hop} and nowhere else. */
    public Invitation invite(Dialog.Outgoing outgoing, Content content, Flow hop, ClientListener listener) {
        Invitation invitation = new Invitation(node, blocking, hop.hop());
        blocking.execute(() -> {
            try {
                ClientTransaction transaction = transaction(outgoing, content, hop.hop(), listener);
                invitation.sent(transaction);
                transaction.sendRequest();
            } catch (SipException | ParseException | RuntimeException e) {
                listener.failed(UNAVAILABLE, notSent(outgoing, hop.hop(), e));
            }
        });
        return invitation;
    }

    /** The ACK of a 2xx, which is sent with each copy of the 2xx and has no transaction (RFC 3261 §13.2.2.4). */
    public Runnable ack(Dialog.Outgoing outgoing, Content content, @Nullable Flow flow) {
        List<SIPRequest> written = new ArrayList<>();
        return () -> blocking.execute(() -> {
            synchronized (written) {
                if (written.isEmpty()) {
                    written.addAll(copies(outgoing, content, flow));
                }
                sendFirst(outgoing, written);
            }
        });
    }

    private List<SIPRequest> copies(Dialog.Outgoing outgoing, Content content, @Nullable Flow flow) {
        List<SIPRequest> copies = new ArrayList<>();
        for (HopImpl hop : hops(outgoing, flow)) {
            try {
                copies.add(written(outgoing, content, hop));
            } catch (ParseException | RuntimeException e) {
                notSent(outgoing, hop, e);
            }
        }
        return copies;
    }

    private void sendFirst(Dialog.Outgoing outgoing, List<SIPRequest> copies) {
        for (SIPRequest copy : copies) {
            try {
                node.provider().sendRequest((SIPRequest) copy.clone());
                return;
            } catch (SipException | RuntimeException e) {
                notSent(outgoing, copy.getApplicationData(), e);
            }
        }
    }

    private ClientTransaction transaction(
            Dialog.Outgoing outgoing, Content content, HopImpl hop, ClientListener listener)
            throws SipException, ParseException {
        ClientTransaction transaction = node.provider().getNewClientTransaction(written(outgoing, content, hop));
        transaction.setRetransmitTimer(t1);
        transaction.setApplicationData(listener);
        return transaction;
    }

    private SIPRequest written(Dialog.Outgoing outgoing, Content content, HopImpl hop) throws ParseException {
        SIPRequest request = text.write(outgoing, content, hop.getTransport());
        request.setApplicationData(hop);
        return request;
    }

    private static List<HopImpl> hops(Dialog.Outgoing outgoing, @Nullable Flow flow) {
        List<HopImpl> hops = new ArrayList<>();
        if (flow != null) {
            hops.add(flow.hop());
        }
        String next = outgoing.routes().isEmpty()
                ? outgoing.requestUri()
                : outgoing.routes().get(0);
        try {
            hops.add(NextHop.of(next).hop());
        } catch (UnknownHostException | RuntimeException e) {
            notSent(outgoing, next, e);
        }
        return hops;
    }

    private static String notSent(Dialog.Outgoing outgoing, Object hop, Exception why) {
        LOG.debug("{} to {} not sent: {}", outgoing.method(), hop, why.toString());
        return hop + " cannot be reached: " + why.getMessage();
    }
}
