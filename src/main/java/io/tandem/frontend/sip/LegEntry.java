package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.stack.Arrival;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What the stack's actor knows of a leg: requests that come before it lives wait here. */
final class LegEntry {
    /** More requests than this before the leg lives are nobody's honest signalling. */
    private static final int MAX_WAITING = 16;

    private final String inviteKey;
    private final InviteDesk.Ticket ticket;
    private final Queue<Arrival> waiting = new ArrayDeque<>();
    private @Nullable ActorRef<Transport.Command> leg;

    LegEntry(String inviteKey, InviteDesk.Ticket ticket) {
        this.inviteKey = inviteKey;
        this.ticket = ticket;
    }

    String inviteKey() {
        return inviteKey;
    }

    InviteDesk.Ticket ticket() {
        return ticket;
    }

    /** Whether {@code actor} is who takes this dialog's requests now. */
    boolean isServedBy(ActorRef<Transport.Command> actor) {
        return actor.equals(leg);
    }

    boolean hasLeg() {
        return leg != null;
    }

    /** {@code actor} takes the requests from now on. */
    void servedBy(ActorRef<Transport.Command> actor) {
        leg = actor;
        for (Arrival arrival : waiting) {
            actor.tell(new SipLegActor.Received(arrival));
        }
        waiting.clear();
    }

    void deliver(Arrival arrival) {
        if (leg != null) {
            leg.tell(new SipLegActor.Received(arrival));
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(arrival);
        }
    }
}
