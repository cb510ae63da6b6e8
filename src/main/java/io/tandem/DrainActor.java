package io.tandem;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.CallRegistry;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import java.time.Duration;

/** The end of a node: running → draining (no new calls, those that run go on until the deadline) → stopped. */
final class DrainActor {

    /** What it understands. */
    sealed interface Message permits Drain, NoCallLeft, Deadline, Patience {}

    /** Stop taking calls; {@code replyTo} hears once when the last call is gone or was ended. */
    record Drain(ActorRef<Stopped> replyTo) implements Message {}

    private record NoCallLeft() implements Message {}

    /** Calls that still run are ended. */
    private record Deadline() implements Message {}

    /** Calls that do not even end are left behind. */
    private record Patience() implements Message {}

    /** The node may go. */
    record Stopped() {}

    /** What calls get for their BYE after the deadline. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final HangupCause SHUTDOWN =
            new HangupCause(HangupReason.SERVER_UNAVAILABLE, "shutdown", Initiator.SYSTEM, 503, 41);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ActorRef<CallRegistry.Message> registry;
    private final Runnable closeDoors;
    private final Duration deadline;

    /**
     * @param closeDoors makes the front ends refuse new calls
     * @param deadline how long running calls may go on
     */
    static Behavior<Message> create(ActorRef<CallRegistry.Message> registry, Runnable closeDoors, Duration deadline) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new DrainActor(context, timers, registry, closeDoors, deadline).running()));
    }

    private DrainActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ActorRef<CallRegistry.Message> registry,
            Runnable closeDoors,
            Duration deadline) {
        this.context = context;
        this.timers = timers;
        this.registry = registry;
        this.closeDoors = closeDoors;
        this.deadline = deadline;
    }

    private Behavior<Message> running() {
        return Behaviors.receive(Message.class)
                .onMessage(Drain.class, this::onDrain)
                .build();
    }

    private Behavior<Message> onDrain(Drain drain) {
        closeDoors.run();
        registry.tell(new CallRegistry.Drain(
                context.messageAdapter(CallRegistry.Drained.class, drained -> new NoCallLeft())));
        timers.startSingleTimer(new Deadline(), deadline);
        return draining(drain.replyTo());
    }

    private Behavior<Message> draining(ActorRef<Stopped> replyTo) {
        return Behaviors.receive(Message.class)
                .onMessage(Deadline.class, passed -> {
                    registry.tell(new CallRegistry.EndAll(SHUTDOWN));
                    timers.startSingleTimer(new Patience(), PATIENCE);
                    return Behaviors.same();
                })
                .onMessage(NoCallLeft.class, left -> stopped(replyTo))
                .onMessage(Patience.class, exhausted -> stopped(replyTo))
                .build();
    }

    private static Behavior<Message> stopped(ActorRef<Stopped> replyTo) {
        replyTo.tell(new Stopped());
        return Behaviors.stopped();
    }
}
