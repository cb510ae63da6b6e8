package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.RequestEventExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the threads of the stack and hands them on at once. Never blocks and never throws: the stack would swallow the
 * exception and leave the request unanswered.
 */
final class StackListener implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(StackListener.class);

    private final SipCounters counters;
    private final Consumer<Arrival> arrivals;
    private final Consumer<SIPResponse> strays;

    StackListener(SipCounters counters, Consumer<Arrival> arrivals, Consumer<SIPResponse> strays) {
        this.counters = counters;
        this.arrivals = arrivals;
        this.strays = strays;
    }

    @Override
    public void processRequest(RequestEvent event) {
        SIPRequest request = (SIPRequest) event.getRequest();
        try {
            if (request.getMethod().equals(Request.ACK)) {
                arrivals.accept(arrival(event, request, null, null));
                return;
            }
            ServerTransaction transaction = transaction(event, request);
            String canceled = null;
            if (request.getMethod().equals(Request.INVITE)) {
                // At once, whatever the application does: it ends the peer's retransmissions (RFC 3261 §8.2.6.1).
                transaction.sendResponse(request.createResponse(100));
            } else if (request.getMethod().equals(Request.CANCEL)
                    && ((SIPServerTransaction) transaction).getCanceledInviteTransaction() != null) {
                canceled = Arrival.inviteKey(request);
            }
            arrivals.accept(arrival(event, request, transaction, canceled));
        } catch (TransactionAlreadyExistsException e) {
            LOG.trace("duplicate of {} raced on another worker", request.getFirstLine());
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.warn("{} from {} not taken: {}", request.getMethod(), source(event, request), e.toString());
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        SIPResponse response = (SIPResponse) event.getResponse();
        if (transaction != null && transaction.getApplicationData() instanceof ClientListener listener) {
            listener.answered(response);
        } else if (transaction == null && isSuccessOfInvite(response)) {
            strays.accept(response);
        }
    }

    /** The transaction ends with its first 2xx: copies of that, and those of other branches, come without (RFC 3261 §13.2.2.4). */
    private static boolean isSuccessOfInvite(SIPResponse response) {
        return response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals(Request.INVITE);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData() instanceof ClientListener listener) {
            listener.failed(408, "no answer");
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("{}:{}/{} cannot be reached", event.getHost(), event.getPort(), event.getTransport());
        if (event.getSource() instanceof ClientTransaction transaction
                && transaction.getApplicationData() instanceof ClientListener listener) {
            listener.failed(503, event.getHost() + ":" + event.getPort() + " cannot be reached");
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        if (event.isServerTransaction()) {
            counters.transactionEnded();
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // The stack keeps no dialogs.
    }

    private ServerTransaction transaction(RequestEvent event, SIPRequest request) throws SipException {
        ServerTransaction known = event.getServerTransaction();
        ServerTransaction transaction =
                known != null ? known : ((SipProvider) event.getSource()).getNewServerTransaction(request);
        counters.transactionStarted();
        return transaction;
    }

    private static Arrival arrival(
            RequestEvent event,
            SIPRequest request,
            @Nullable ServerTransaction transaction,
            @Nullable String canceled) {
        String transport = request.getTopmostVia().getTransport().toLowerCase(Locale.ROOT);
        return new Arrival(request, transaction, canceled, source(event, request), transport);
    }

    private static InetSocketAddress source(RequestEvent event, SIPRequest request) {
        if (request.getPeerPacketSourceAddress() != null) {
            return new InetSocketAddress(request.getPeerPacketSourceAddress(), request.getPeerPacketSourcePort());
        }
        RequestEventExt extended = (RequestEventExt) event;
        return new InetSocketAddress(extended.getRemoteIpAddress(), extended.getRemotePort());
    }
}
