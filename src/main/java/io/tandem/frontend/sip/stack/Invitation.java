package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.tandem.frontend.sip.dialog.HeaderField;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE of ours that is under way, so that it can be cancelled. Thread-safe. */
public final class Invitation {
    private static final Logger LOG = LoggerFactory.getLogger(Invitation.class);

    private final SipNode node;
    private final Executor blocking;
    private final HopImpl hop;
    private volatile @Nullable ClientTransaction transaction;

    Invitation(SipNode node, Executor blocking, HopImpl hop) {
        this.node = node;
        this.blocking = blocking;
        this.hop = hop;
    }

    void sent(ClientTransaction started) {
        transaction = started;
    }

    /** Sends a CANCEL the way the INVITE went. Only after a provisional response (RFC 3261 §9.1); later ones change nothing. */
    public void cancel(List<HeaderField> headers) {
        ClientTransaction canceled = transaction;
        if (canceled == null) {
            return;
        }
        blocking.execute(() -> {
            try {
                SIPRequest cancel = (SIPRequest) canceled.createCancel();
                cancel.setApplicationData(hop);
                for (HeaderField header : headers) {
                    Headers.add(cancel, header.name(), header.value());
                }
                node.provider().getNewClientTransaction(cancel).sendRequest();
            } catch (SipException | ParseException | RuntimeException e) {
                LOG.debug("CANCEL to {} not sent: {}", hop, e.toString());
            }
        });
    }
}
