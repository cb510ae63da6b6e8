package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.stack.Admission;
import io.tandem.frontend.sip.stack.Answers;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.LocalAddress;
import io.tandem.frontend.sip.stack.Outbox;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.SipCounters;
import io.tandem.frontend.sip.stack.SipNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import javax.sip.ObjectInUseException;
import javax.sip.ServerTransaction;
import org.slf4j.LoggerFactory;

/** Answers requests that belong to no leg, and holds what all legs share. */
record Desk(
        SipSettings settings,
        SipNode node,
        Admission admission,
        SipCounters counters,
        LocalAddress localAddress,
        Executor blocking) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TAG_BYTES = 8;

    /** A tag of 64 random bits: nobody guesses a dialog of ours. */
    static String newTag() {
        byte[] bytes = new byte[TAG_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String localHost(Arrival arrival) {
        return LocalAddress.text(localAddress.towards(arrival.source().getAddress()));
    }

    Answers answers(Arrival arrival) {
        return new Answers(settings.userAgent(), localHost(arrival), node.port(), arrival.transport());
    }

    Outbox outbox(Arrival arrival) {
        return new Outbox(node, blocking, arrival.transport());
    }

    void refuse(Arrival arrival, Rejection rejection) {
        ServerTransaction transaction = arrival.transaction();
        if (transaction != null) {
            SIPRequest request = arrival.request();
            outbox(arrival).answer(transaction, answers(arrival).to(request, rejection, newTag()));
        }
    }

    /** A 503 whose Retry-After is drawn from the configured range. */
    void refuseBusy(Arrival arrival) {
        refuse(arrival, Rejection.of(503, "Retry-After", Integer.toString(admission.retryAfter())));
    }

    void capabilities(Arrival arrival) {
        ServerTransaction transaction = arrival.transaction();
        if (transaction != null) {
            outbox(arrival).answer(transaction, answers(arrival).capabilities(arrival.request(), newTag()));
        }
    }

    /** No answer at all. */
    void ignore(Arrival arrival) {
        ServerTransaction transaction = arrival.transaction();
        try {
            if (transaction != null) {
                transaction.terminate();
            }
        } catch (ObjectInUseException e) {
            LoggerFactory.getLogger(Desk.class).debug("transaction kept: {}", e.toString());
        }
    }
}
