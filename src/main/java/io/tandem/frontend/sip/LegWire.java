package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.digest.DigestClient;
import io.tandem.frontend.sip.stack.Answers;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ClientListener;
import io.tandem.frontend.sip.stack.ClientRequests;
import io.tandem.frontend.sip.stack.HeaderText;
import io.tandem.frontend.sip.stack.Headers;
import io.tandem.frontend.sip.stack.Invitation;
import io.tandem.frontend.sip.stack.Outbox;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.SipCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one leg writes on the wire.
 *
 * @param localHost our address as this peer sees it, as SIP writes it
 * @param flow where requests are tried first: the peer's connection, or its source behind NAT; null to follow the dialog only
 * @param digest answers challenges of this leg's peer
 */
record LegWire(
        Outbox outbox,
        Answers answers,
        ClientRequests requests,
        SipCounters counters,
        String localTag,
        String localHost,
        ClientRequests.@Nullable Flow flow,
        DigestClient digest,
        Duration t1) {

    /** RFC 3261 T2 in units of T1, and the time after which a transaction is given up. */
    private static final int T2_FACTOR = 8;

    private static final int TIMEOUT_FACTOR = 64;
    private static final int MAX_RETRY_AFTER = 10;

    Duration t2() {
        return t1.multipliedBy(T2_FACTOR);
    }

    Duration timeout() {
        return t1.multipliedBy(TIMEOUT_FACTOR);
    }

    void answer(Arrival arrival, int status) {
        send(arrival, answers.to(arrival.request(), status, localTag));
    }

    void refuse(Arrival arrival, Rejection rejection) {
        send(arrival, answers.to(arrival.request(), rejection, localTag));
    }

    void capabilities(Arrival arrival) {
        send(arrival, answers.capabilities(arrival.request(), localTag));
    }

    /** Answers with a description and returns the whole message. */
    String answer(Arrival arrival, int status, String sdp) {
        SIPResponse response = answers.withSdp(arrival.request(), status, localTag, sdp);
        String text = response.encode();
        send(arrival, response);
        return text;
    }

    /** Ends a pending INVITE, with the Reason headers of RFC 3326 and RFC 6432. */
    void refuse(Arrival invite, int status, String reason, @Nullable Integer q850, int retryAfter) {
        SIPResponse response = answers.to(invite.request(), status, localTag);
        Headers.addOwn(response, "Reason", ReasonHeaders.sip(status, reason));
        if (q850 != null) {
            Headers.addOwn(response, "Reason", ReasonHeaders.q850(q850));
        }
        if (retryAfter > 0) {
            Headers.addOwn(response, "Retry-After", Integer.toString(retryAfter));
        }
        send(invite, response);
    }

    /** A request that came while another exchange runs (RFC 3261 §14.2): to be tried again within ten seconds. */
    void postpone(Arrival arrival) {
        int seconds = ThreadLocalRandom.current().nextInt(MAX_RETRY_AFTER + 1);
        refuse(arrival, Rejection.of(500, "Retry-After", Integer.toString(seconds)));
    }

    void notAcceptable(Arrival arrival, int status, int warning, String text) {
        refuse(arrival, Rejection.of(status, "Warning", warning + " " + localHost + ' ' + HeaderText.quoted(text)));
    }

    /** Sends the 2xx of {@code dialog} again, if one waits for its ACK. */
    void repeat(Dialog dialog) {
        Dialog.Unacknowledged response = dialog.unacknowledged();
        if (response != null) {
            counters.retransmitted();
            outbox.repeat(response.response());
        }
    }

    /** Sends a request without body inside the dialog; the dialog after it is in {@code outgoing}. */
    void request(Dialog.Outgoing outgoing, List<HeaderField> headers, ClientListener listener) {
        requests.send(outgoing, ClientRequests.Content.of(localHost, with(outgoing, headers)), flow, listener);
    }

    /** Sends an INFO with a digit inside the dialog (profile row 4.3). */
    void info(Dialog.Outgoing info, String type, String body, ClientListener listener) {
        requests.send(info, new ClientRequests.Content(localHost, with(info, List.of()), type, body), flow, listener);
    }

    /** Sends an INVITE inside the dialog. */
    void reInvite(Dialog.Outgoing invite, String sdp, ClientListener listener) {
        requests.send(invite, offer(invite, List.of(), sdp), flow, listener);
    }

    /** Sends the INVITE of a call out to {@code hop}. */
    Invitation invite(
            Dialog.Outgoing invite,
            List<HeaderField> headers,
            String sdp,
            ClientRequests.Flow hop,
            ClientListener listener) {
        return requests.invite(invite, offer(invite, headers, sdp), hop, listener);
    }

    /** The ACK of a 2xx, sent with each run; with the credentials that the INVITE had (RFC 3261 §22.1). */
    Runnable ack(Dialog.Outgoing ack) {
        return requests.ack(ack, ClientRequests.Content.of(localHost, with(ack, List.of())), flow);
    }

    /** Takes the challenge of a 401 or 407; a reason when there is no use in another try. */
    Optional<String> challenged(SIPResponse response) {
        String header = response.getStatusCode() == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
        List<String> challenges = new ArrayList<>();
        response.getHeaders(header).forEachRemaining(challenge -> challenges.add(Headers.body(challenge)));
        return digest.challenged(header, challenges);
    }

    private ClientRequests.Content offer(Dialog.Outgoing invite, List<HeaderField> headers, String sdp) {
        return new ClientRequests.Content(localHost, with(invite, headers), "application/sdp", sdp);
    }

    private List<HeaderField> with(Dialog.Outgoing outgoing, List<HeaderField> headers) {
        List<HeaderField> all = new ArrayList<>(headers);
        all.addAll(digest.headers(outgoing.method(), outgoing.requestUri()));
        return all;
    }

    private void send(Arrival arrival, SIPResponse response) {
        outbox.answer(Objects.requireNonNull(arrival.transaction(), "an ACK has no answer"), response);
    }
}
