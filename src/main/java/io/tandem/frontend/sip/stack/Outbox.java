package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.concurrent.Executor;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the responses of one leg, in order. A datagram goes out at once; writing to a connection can block, so over TCP the work goes
 * to the blocking executor, one piece after another. Thread-safe.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** A piece of sending. */
    private interface Work {
        void run() throws SipException, InvalidArgumentException, ParseException;
    }

    private final SipNode node;
    private final Executor sending;

    /** @param transport of the leg */
    public Outbox(SipNode node, Executor blocking, String transport) {
        this.node = node;
        this.sending = transport.equals("udp") ? Runnable::run : new InOrder(blocking);
    }

    /** Answers a request. The message must not be touched afterwards: the stack's threads read it. */
    public void answer(ServerTransaction transaction, SIPResponse response) {
        submit(() -> transaction.sendResponse(response));
    }

    /** Sends a 2xx again, outside its transaction (RFC 6026: the transaction user repeats it). */
    public void repeat(String response) {
        submit(() -> node.provider().sendResponse(Headers.messages().createResponse(response)));
    }

    private void submit(Work work) {
        sending.execute(() -> run(work));
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (SipException | InvalidArgumentException | ParseException | RuntimeException e) {
            // The peer sends its request again, or is gone; timers of the leg see to the rest.
            LOG.debug("response not sent: {}", e.toString());
        }
    }
}
