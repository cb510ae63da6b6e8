package io.tandem.phone;

import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caller's side of one SIP call: INVITE, ACK, BYE or CANCEL (RFC 3261 §13, §15, §9). The stack's threads call the listener
 * methods; the caller's thread waits in {@link #invite} and {@link #hangUp}.
 */
final class SipCaller implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(SipCaller.class);
    private static final Duration TEARDOWN = Duration.ofSeconds(4);

    private final SipUserAgent agent;
    private final SipRequests requests;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final CompletableFuture<Integer> byeAnswer = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean ringing;

    /** Guarded by this: the 2xx that made the dialog, and the one ACK that answers each of its repetitions. */
    private @Nullable Response accepted;

    private @Nullable Request ack;

    SipCaller(SipUserAgent agent, SipRequests requests) {
        this.agent = agent;
        this.requests = requests;
    }

    /** Calls and waits for the answer; a call that is not answered in time is cancelled. */
    Response invite(String sdp, Duration timeout) throws PhoneException, InterruptedException {
        try {
            ClientTransaction transaction = agent.provider().getNewClientTransaction(requests.invite(sdp));
            transaction.sendRequest();
            try {
                return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                cancel(transaction);
                throw new PhoneException("no answer within " + timeout.toSeconds() + " s"
                        + (ringing ? " (it rang)" : " (not even a ring: is a server listening there?)"));
            }
        } catch (ExecutionException e) {
            throw new PhoneException(PhoneException.reason(e));
        } catch (SipException | ParseException e) {
            throw new PhoneException("INVITE: " + e.getMessage(), e);
        }
    }

    /** Whether the far end hung up. */
    boolean ended() {
        return ended.getCount() == 0;
    }

    /** Ends an answered call, unless the far end did; true when the far end agreed to it. */
    boolean hangUp() throws InterruptedException {
        Response ok;
        synchronized (this) {
            ok = accepted;
        }
        if (ended() || ok == null) {
            return ended();
        }
        try {
            agent.provider().getNewClientTransaction(requests.bye(ok)).sendRequest();
            return byeAnswer.get(TEARDOWN.toMillis(), TimeUnit.MILLISECONDS) < 300;
        } catch (SipException | ParseException | ExecutionException | TimeoutException e) {
            LOG.warn("BYE: {} (expected: an answer within {} s)", e.toString(), TEARDOWN.toSeconds());
            return false;
        }
    }

    /** RFC 3261 §9.1: only after a provisional response. What the INVITE then gets (487, or a late 200) is waited for. */
    private void cancel(ClientTransaction invite) throws SipException, InterruptedException {
        if (!ringing) {
            return;
        }
        agent.provider().getNewClientTransaction(invite.createCancel()).sendRequest();
        try {
            answer.get(TEARDOWN.toMillis(), TimeUnit.MILLISECONDS);
            hangUp();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("cancelled: {}", e.toString());
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        CSeqHeader cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        if (cseq.getMethod().equals(Request.BYE)) {
            byeAnswer.complete(response.getStatusCode());
            return;
        }
        if (!cseq.getMethod().equals(Request.INVITE)) {
            return;
        }
        int status = response.getStatusCode();
        if (status < 200) {
            ringing = true;
        } else if (status < 300) {
            accepted(response);
        } else {
            answer.completeExceptionally(new PhoneException("refused: " + status + " " + response.getReasonPhrase()));
        }
    }

    /** Every 2xx is answered with an ACK (§13.2.2.4); one of another fork is a dialog too many, which is ended at once. */
    private synchronized void accepted(Response ok) {
        try {
            Response first = accepted;
            if (first == null) {
                accepted = ok;
                ack = requests.ack(ok);
                first = ok;
            }
            boolean fork = !tag(ok).equals(tag(first));
            Request toSend = fork ? requests.ack(ok) : ack;
            if (toSend != null) {
                agent.provider().sendRequest((Request) toSend.clone());
            }
            if (fork) {
                agent.provider().getNewClientTransaction(requests.bye(ok)).sendRequest();
            }
            answer.complete(ok);
        } catch (SipException | ParseException e) {
            answer.completeExceptionally(e);
        }
    }

    private static String tag(Response response) {
        return String.valueOf(((ToHeader) response.getHeader(ToHeader.NAME)).getTag());
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        String method = request.getMethod();
        if (method.equals(Request.ACK)) {
            return;
        }
        boolean ours = requests.callId().equals(((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId());
        if (ours && method.equals(Request.BYE)) {
            ended.countDown();
        }
        try {
            int status = status(method, ours);
            Response response = new MessageFactoryImpl().createResponse(status, request);
            agent.provider().getNewServerTransaction(request).sendResponse(response);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.debug("{}: not answered", method, e);
        }
    }

    private static int status(String method, boolean ours) {
        return switch (method) {
            case Request.OPTIONS -> Response.OK;
            case Request.BYE, Request.INFO -> ours ? Response.OK : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            case Request.INVITE -> ours ? Response.NOT_ACCEPTABLE_HERE : Response.BUSY_HERE;
            default -> Response.METHOD_NOT_ALLOWED;
        };
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        answer.completeExceptionally(
                new PhoneException("no answer: the request timed out (expected: a SIP server at that address)"));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        answer.completeExceptionally(new PhoneException("cannot send to " + event.getHost() + ":" + event.getPort()));
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
