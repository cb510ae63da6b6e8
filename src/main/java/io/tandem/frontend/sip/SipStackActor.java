package io.tandem.frontend.sip;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallRegistry;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.BoundedMemory;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.RequestCheck;
import io.tandem.frontend.sip.stack.SipNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** One a node: takes every SIP request and finds the leg it belongs to; what belongs to none it answers itself. */
public final class SipStackActor {

    /** What it understands; front end internals only. */
    public sealed interface Message
            permits RequestArrived,
                    ResponseArrived,
                    InviteFailed,
                    LegDialing,
                    LegStarted,
                    LegOver,
                    LegStopped,
                    SpawnAnswered,
                    CallGone,
                    WhenSilent {}

    record RequestArrived(Arrival arrival) implements Message {}

    /** A response to an INVITE of a leg. */
    record ResponseArrived(SIPResponse response) implements Message {}

    /** An INVITE of a leg got no response. */
    record InviteFailed(String dialogId, Leg.Undelivered why) implements Message {}

    /** A leg is about to call out; {@code dialogId} is without remote tag. */
    record LegDialing(String dialogId, @Nullable String trunk, ActorRef<Transport.Command> leg) implements Message {}

    /** A leg is ready to take requests of its dialog. */
    record LegStarted(String dialogId, ActorRef<Transport.Command> leg) implements Message {}

    /** A leg ends, and is told {@link Leg.Dismissed}; {@code dues} is who settles what its peer is owed, null for nothing. */
    record LegOver(String dialogId, ActorRef<Transport.Command> leg, @Nullable Behavior<Transport.Command> dues)
            implements Message {}

    /** Who took the requests of a dialog is gone. */
    private record LegStopped(String dialogId, ActorRef<Transport.Command> leg) implements Message {}

    /** Say when no dialog is left. */
    record WhenSilent(ActorRef<Done> replyTo) implements Message {}

    /** {@code result} is null when the registry did not answer. */
    private record SpawnAnswered(String dialogId, CallRegistry.@Nullable SpawnResult result) implements Message {}

    /** The call ended; its leg may never have come to life. */
    private record CallGone(String dialogId) implements Message {}

    private static final int REMEMBERED_CANCELS = 1000;
    private static final Duration SPAWN_TIMEOUT = Duration.ofSeconds(5);

    private final ActorContext<Message> context;
    private final SipNode node;
    private final Desk desk;
    private final InviteDesk invites;
    private final ActorRef<CallRegistry.Message> registry;
    private final LegTable legs = new LegTable();

    /** CANCELs that overtook their INVITE on another thread of the stack. */
    private final BoundedMemory<String, Boolean> earlyCancels = new BoundedMemory<>(REMEMBERED_CANCELS);

    static Behavior<Message> create(
            SipNode node, Function<ActorContext<Message>, Desks> desks, ActorRef<CallRegistry.Message> registry) {
        Behavior<Message> behavior =
                Behaviors.setup(context -> new SipStackActor(context, node, desks.apply(context), registry).receive());
        // A fault met in one request must not take the other calls of the node with it.
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    /** What answers for the actor: requests without a leg, and new calls. */
    record Desks(Desk desk, InviteDesk invites) {}

    private SipStackActor(
            ActorContext<Message> context, SipNode node, Desks desks, ActorRef<CallRegistry.Message> registry) {
        this.context = context;
        this.node = node;
        this.desk = desks.desk();
        this.invites = desks.invites();
        this.registry = registry;
        ActorRef<Message> self = context.getSelf();
        node.listen(arrival -> self.tell(new RequestArrived(arrival)), stray -> self.tell(new ResponseArrived(stray)));
    }

    private Behavior<Message> receive() {
        return Behaviors.receive(Message.class)
                .onMessage(RequestArrived.class, m -> arrived(m.arrival()))
                .onMessage(ResponseArrived.class, m -> deliver(legs.of(m.response()), new Leg.Responded(m.response())))
                .onMessage(InviteFailed.class, m -> deliver(legs.get(m.dialogId()), m.why()))
                .onMessage(LegDialing.class, this::legDialing)
                .onMessage(LegStarted.class, this::legStarted)
                .onMessage(LegOver.class, this::legOver)
                .onMessage(LegStopped.class, this::legStopped)
                .onMessage(SpawnAnswered.class, this::spawnAnswered)
                .onMessage(CallGone.class, this::callGone)
                .onMessage(WhenSilent.class, this::whenSilent)
                .onSignal(PostStop.class, s -> {
                    node.close();
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Message> arrived(Arrival arrival) {
        SIPRequest request = arrival.request();
        if (request.getMethod().equals(Request.ACK)) {
            LegEntry leg = legs.of(request);
            if (leg != null) {
                leg.deliver(arrival);
            }
            return Behaviors.same();
        }
        if (request.getMethod().equals(Request.CANCEL)) {
            return cancel(arrival);
        }
        Rejection rejection = RequestCheck.check(request);
        if (rejection != null) {
            desk.refuse(arrival, rejection);
            return Behaviors.same();
        }
        return request.hasToTag() ? inDialog(arrival) : outsideDialogs(arrival);
    }

    private Behavior<Message> inDialog(Arrival arrival) {
        LegEntry leg = legs.of(arrival.request());
        if (leg == null) {
            desk.refuse(arrival, Rejection.of(481));
        } else {
            leg.deliver(arrival);
        }
        return Behaviors.same();
    }

    private Behavior<Message> cancel(Arrival cancel) {
        LegEntry leg = cancel.canceled() == null ? null : legs.byInvite(cancel.canceled());
        if (leg != null) {
            leg.deliver(cancel);
        } else if (cancel.canceled() != null) {
            earlyCancels.put(cancel.canceled(), true);
            desk.refuse(cancel, Rejection.of(200));
        } else {
            desk.refuse(cancel, Rejection.of(481));
        }
        return Behaviors.same();
    }

    private Behavior<Message> outsideDialogs(Arrival arrival) {
        if (arrival.request().getMethod().equals(Request.INVITE)) {
            invite(arrival);
        } else {
            desk.outsideDialogs(arrival);
        }
        return Behaviors.same();
    }

    private void invite(Arrival arrival) {
        String key = Arrival.inviteKey(arrival.request());
        if (legs.byInvite(key) != null) {
            // The stack absorbs copies with the same branch: this one came another way (RFC 3261 §8.2.2.2).
            desk.refuse(arrival, Rejection.of(482));
            return;
        }
        if (earlyCancels.remove(key) != null) {
            desk.refuse(arrival, Rejection.of(487));
            return;
        }
        InviteDesk.Ticket ticket = invites.admit(arrival);
        if (ticket == null) {
            return;
        }
        String id = ticket.setup().dialog().id();
        legs.add(id, new LegEntry(key, ticket));
        context.ask(
                CallRegistry.SpawnResult.class,
                registry,
                SPAWN_TIMEOUT,
                replyTo -> new CallRegistry.Spawn(ticket.spec(), replyTo),
                (result, failure) -> new SpawnAnswered(id, result));
    }

    private Behavior<Message> spawnAnswered(SpawnAnswered answer) {
        LegEntry entry = legs.get(answer.dialogId());
        InviteDesk.Ticket ticket = entry == null ? null : entry.ticket();
        if (entry == null || ticket == null) {
            return Behaviors.same();
        }
        if (answer.result() instanceof CallRegistry.Spawned spawned) {
            context.watchWith(spawned.call().actor(), new CallGone(answer.dialogId()));
        } else if (!entry.hasLeg()) {
            invites.refuse(ticket, answer.result() instanceof CallRegistry.Refused refused ? refused : null);
            return forget(answer.dialogId());
        }
        return Behaviors.same();
    }

    private Behavior<Message> deliver(@Nullable LegEntry entry, Transport.Internal news) {
        if (entry != null) {
            entry.deliver(news);
        }
        return Behaviors.same();
    }

    private Behavior<Message> legDialing(LegDialing dialing) {
        LegEntry entry = new LegEntry(dialing.trunk());
        legs.add(dialing.dialogId(), entry);
        desk.counters().legStarted(dialing.trunk());
        serve(entry, dialing.dialogId(), dialing.leg());
        return Behaviors.same();
    }

    private Behavior<Message> legStarted(LegStarted started) {
        LegEntry entry = legs.get(started.dialogId());
        if (entry == null) {
            started.leg().tell(new Transport.Hangup(HangupCause.fault("the call started too late"), Map.of()));
        } else {
            serve(entry, started.dialogId(), started.leg());
        }
        return Behaviors.same();
    }

    private void serve(LegEntry entry, String dialogId, ActorRef<Transport.Command> actor) {
        context.watchWith(actor, new LegStopped(dialogId, actor));
        entry.servedBy(actor);
    }

    /** What the leg hears after this, it heard before it is dismissed: no request is lost between the two. */
    private Behavior<Message> legOver(LegOver over) {
        LegEntry entry = legs.get(over.dialogId());
        if (over.dues() == null) {
            forget(over.dialogId());
        } else if (entry != null) {
            serve(entry, over.dialogId(), context.spawnAnonymous(over.dues()));
        }
        over.leg().tell(new Leg.Dismissed());
        return Behaviors.same();
    }

    private Behavior<Message> legStopped(LegStopped stopped) {
        LegEntry entry = legs.get(stopped.dialogId());
        return entry != null && entry.isServedBy(stopped.leg()) ? forget(stopped.dialogId()) : Behaviors.same();
    }

    private Behavior<Message> whenSilent(WhenSilent question) {
        legs.whenEmpty(() -> question.replyTo().tell(Done.getInstance()));
        return Behaviors.same();
    }

    private Behavior<Message> callGone(CallGone gone) {
        LegEntry entry = legs.get(gone.dialogId());
        InviteDesk.Ticket ticket = entry == null ? null : entry.ticket();
        if (entry != null && ticket != null && !entry.hasLeg()) {
            invites.abandon(ticket);
            return forget(gone.dialogId());
        }
        return Behaviors.same();
    }

    private Behavior<Message> forget(String dialogId) {
        LegEntry entry = legs.remove(dialogId);
        if (entry != null) {
            desk.counters().legEnded(entry.trunk());
        }
        return Behaviors.same();
    }
}
