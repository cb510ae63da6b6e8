package io.tandem.frontend.sip;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.Invitation;
import java.util.List;

/**
 * Takes back the INVITE of a leg that its call has left (RFC 3261 §9.1): CANCEL as soon as a provisional response was seen, and
 * where an answer crossed it, ACK and {@link Farewell}. A child of the stack's actor.
 */
final class Withdrawal {

    /**
     * What is owed to the callee.
     *
     * @param provisional whether the INVITE had a provisional response
     * @param headers of the CANCEL, or of the BYE
     */
    record Dues(
            Dialog calling,
            Invitation invitation,
            boolean provisional,
            List<HeaderField> headers,
            LegWire wire,
            Acks acks) {}

    /** No final response came in 64·T1: the INVITE counts as canceled. */
    private record Expired() implements Transport.Internal {}

    private final TimerScheduler<Transport.Command> timers;
    private final Dues dues;
    private boolean canceled;

    static Behavior<Transport.Command> create(Dues dues) {
        return Behaviors.withTimers(timers -> new Withdrawal(timers, dues).start());
    }

    private Withdrawal(TimerScheduler<Transport.Command> timers, Dues dues) {
        this.timers = timers;
        this.dues = dues;
    }

    private Behavior<Transport.Command> start() {
        timers.startSingleTimer(new Expired(), dues.wire().timeout());
        if (dues.provisional()) {
            cancel();
        }
        return Behaviors.receive(Transport.Command.class)
                .onMessage(Leg.Responded.class, m -> responded(m.response()))
                .onMessage(
                        Leg.Undelivered.class, m -> m.cseq() == dues.calling().localCSeq(), m -> Behaviors.stopped())
                .onMessage(SipLegActor.Received.class, m -> received(m.arrival()))
                .onMessage(Expired.class, m -> Behaviors.stopped())
                .onAnyMessage(m -> Behaviors.same())
                .build();
    }

    private void cancel() {
        canceled = true;
        timers.startSingleTimer(new Expired(), dues.wire().timeout());
        dues.invitation().cancel(dues.headers());
    }

    private Behavior<Transport.Command> responded(SIPResponse response) {
        long cseq = response.getCSeq().getSeqNumber();
        if (cseq != dues.calling().localCSeq()) {
            return Behaviors.same();
        }
        int status = response.getStatusCode();
        if (status < 200) {
            if (!canceled) {
                cancel();
            }
            return Behaviors.same();
        }
        if (status >= 300) {
            return Behaviors.stopped();
        }
        timers.cancelAll();
        Dialog answered = Dialogs.answered(dues.calling(), response);
        dues.acks().acknowledge(answered, cseq);
        return Farewell.create(new Farewell.Dues(answered, dues.headers(), dues.wire(), dues.acks(), null));
    }

    private Behavior<Transport.Command> received(Arrival arrival) {
        if (arrival.transaction() != null) {
            dues.wire().answer(arrival, 481);
        }
        return Behaviors.same();
    }
}
