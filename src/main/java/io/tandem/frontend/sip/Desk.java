package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.call.SipOptions;
import io.tandem.frontend.sip.digest.DigestClient;
import io.tandem.frontend.sip.settings.Credentials;
import io.tandem.frontend.sip.settings.Gateway;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.Admission;
import io.tandem.frontend.sip.stack.Answers;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ClientRequests;
import io.tandem.frontend.sip.stack.LocalAddress;
import io.tandem.frontend.sip.stack.Outbox;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.RequestCheck;
import io.tandem.frontend.sip.stack.SipCounters;
import io.tandem.frontend.sip.stack.SipNode;
import io.tandem.media.RtpEndpoint;
import io.tandem.media.sdp.SdpState;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ObjectInUseException;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
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

    ClientRequests requests() {
        return new ClientRequests(node, settings.userAgent(), blocking, settings.t1());
    }

    /** Credentials of a leg: those of its controller, else of its trunk, else none. */
    DigestClient digest(@Nullable Trunk trunk, SipOptions options) {
        Gateway gateway = trunk == null ? null : trunk.gateway();
        Credentials own = gateway == null ? null : gateway.credentials();
        if (options.username() != null && options.password() != null) {
            own = new Credentials(
                    options.username(), options.password(), Objects.requireNonNullElse(options.realm(), ""));
        }
        return new DigestClient(own, Desk::newTag);
    }

    /** Offer/answer before any offer. RTP sockets may have an address of their own; a NAT address in front of everything goes before it. */
    SdpState sdpState(MediaProfile profile, RtpEndpoint rtp, InetAddress peer) {
        InetAddress bound = rtp.local().getAddress();
        boolean own = settings.externalIp().isEmpty() && !bound.isAnyLocalAddress();
        return SdpState.initial(
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                own ? bound : localAddress.towards(peer),
                rtp.local().getPort(),
                profile.codecs(),
                profile.ptimeMillis());
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

    /** Answers a request outside dialogs that is no INVITE. */
    void outsideDialogs(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.OPTIONS -> {
                if (settings.optionsResponse()) {
                    capabilities(arrival);
                } else {
                    ignore(arrival);
                }
            }
            case Request.MESSAGE -> refuse(arrival, Rejection.of(405, "Allow", RequestCheck.ALLOW));
            default -> refuse(arrival, Rejection.of(481));
        }
    }

    private void capabilities(Arrival arrival) {
        ServerTransaction transaction = arrival.transaction();
        if (transaction != null) {
            outbox(arrival).answer(transaction, answers(arrival).capabilities(arrival.request(), newTag()));
        }
    }

    /** No answer at all. */
    private void ignore(Arrival arrival) {
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
