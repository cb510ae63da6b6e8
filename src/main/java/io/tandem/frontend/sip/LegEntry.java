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

    private final @Nullable String inviteKey;
    private final InviteDesk.@Nullable Ticket ticket;
    private final @Nullable String trunk;
    private final Queue<Arrival> waiting = new ArrayDeque<>();
    private @Nullable ActorRef<Transport.Command> leg;

    /** An inbound call, which is still to be spawned. */
    LegEntry(String inviteKey, InviteDesk.Ticket ticket) {
        this.inviteKey = inviteKey;
        this.ticket = ticket;
        this.trunk = ticket.spec().trunk();
    }

    /** A call out, whose leg exists. */
    LegEntry(@Nullable String trunk) {
        this.inviteKey = null;
        this.ticket = null;
        this.trunk = trunk;
    }

    @Nullable
    String inviteKey() {
        return inviteKey;
    }

    /** Null for a call out. */
    InviteDesk.@Nullable Ticket ticket() {
        return ticket;
    }

    @Nullable
    String trunk() {
        return trunk;
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

    /** Hands a response, or the lack of one, to who has the leg; an INVITE was sent, so there is somebody. */
    void deliver(Transport.Internal news) {
        if (leg != null) {
            leg.tell(news);
        }
    }

    void deliver(Arrival arrival) {
        if (leg != null) {
            leg.tell(new SipLegActor.Received(arrival));
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(arrival);
        }
    }
}
