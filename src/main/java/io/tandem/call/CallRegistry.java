package io.tandem.call;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.HangupCause.Initiator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One a node: spawns, finds and supervises every call of the node. A call that fails takes nothing else with it: its event log gets
 * the hangup event here.
 */
public final class CallRegistry {

    /** What the registry understands. */
    public sealed interface Message permits Spawn, Find, ListCalls, Kill, Drain, EndAll, Internal {}

    /** Start a call. */
    public record Spawn(CallSpec spec, ActorRef<SpawnResult> replyTo) implements Message {}

    /** Look a call up by session id; one that has just ended is found for a while, its event log closed. */
    public record Find(String id, ActorRef<Optional<LiveCall>> replyTo) implements Message {}

    /** Every call that runs on the node. */
    public record ListCalls(ActorRef<List<LiveCall>> replyTo) implements Message {}

    /** End a call as if its controller had vanished; the reply says whether it existed. */
    public record Kill(String id, ActorRef<Boolean> replyTo) implements Message {}

    /** Refuse new calls from now on; {@code replyTo} hears once when the last call is gone. */
    public record Drain(ActorRef<Drained> replyTo) implements Message {}

    /** End every call with {@code cause}. */
    public record EndAll(HangupCause cause) implements Message {}

    /** No call is left. */
    public record Drained() {}

    /** Private to the registry. */
    sealed interface Internal extends Message permits Gone, Forget {}

    private record Gone(Running one) implements Internal {}

    private record Forget(LiveCall call) implements Internal {}

    /** The answer to {@link Spawn}. */
    public sealed interface SpawnResult permits Spawned, Refused {}

    /** The call runs. */
    public record Spawned(LiveCall call) implements SpawnResult {}

    /** The call was not started. */
    public record Refused(Why why) implements SpawnResult {}

    /** Why a call was not started. */
    public enum Why {
        DUPLICATE_ID,
        TOO_MANY_CALLS,
        DRAINING
    }

    /** A call and, for the time after its actor, its history. */
    private record Running(LiveCall call, Journal journal) {}

    private static final HangupCause FAILED = HangupCause.fault("the call failed");
    private static final HangupCause KILLED =
            new HangupCause(HangupReason.BY_SYSTEM, "killed", Initiator.SYSTEM, 603, 21);
    private static final HangupCause STOPPED =
            new HangupCause(HangupReason.SERVER_UNAVAILABLE, "the server stopped", Initiator.SYSTEM, 503, 41);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final CallSettings settings;
    private final Clock clock;
    private final IntConsumer onCount;
    private final Consumer<LiveCall> onStart;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, LiveCall> ended = new HashMap<>();
    private @Nullable ActorRef<Drained> drainer;
    private long made;

    /**
     * The registry of a node. Both observers run in its thread and must not block.
     *
     * @param onCount told how many calls run whenever that changes
     * @param onStart told of every call that starts; what becomes of it stands in its event log
     */
    public static Behavior<Message> create(
            CallSettings settings, Clock clock, IntConsumer onCount, Consumer<LiveCall> onStart) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new CallRegistry(context, timers, settings, clock, onCount, onStart).behavior()));
    }

    private CallRegistry(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            CallSettings settings,
            Clock clock,
            IntConsumer onCount,
            Consumer<LiveCall> onStart) {
        this.context = context;
        this.timers = timers;
        this.settings = settings;
        this.clock = clock;
        this.onCount = onCount;
        this.onStart = onStart;
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(Spawn.class, this::onSpawn)
                .onMessage(Find.class, this::onFind)
                .onMessage(ListCalls.class, this::onListCalls)
                .onMessage(Kill.class, this::onKill)
                .onMessage(Drain.class, this::onDrain)
                .onMessage(EndAll.class, this::onEndAll)
                .onMessage(Forget.class, this::onForget)
                .onMessage(Gone.class, this::onGone)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Message> onSpawn(Spawn spawn) {
        spawn.replyTo().tell(spawn(spawn.spec()));
        return Behaviors.same();
    }

    private SpawnResult spawn(CallSpec spec) {
        if (drainer != null) {
            return new Refused(Why.DRAINING);
        }
        if (running.containsKey(spec.id())) {
            return new Refused(Why.DUPLICATE_ID);
        }
        if (running.size() >= settings.max()) {
            return new Refused(Why.TOO_MANY_CALLS);
        }
        Journal journal = new Journal(spec, new EventLog(clock), clock);
        ActorRef<CallActor.Message> actor =
                context.spawn(CallActor.create(spec, journal, settings, clock), "call-" + ++made);
        LiveCall call = new LiveCall(spec, actor, journal.log());
        Running one = new Running(call, journal);
        context.watchWith(actor, new Gone(one));
        running.put(spec.id(), one);
        onCount.accept(running.size());
        onStart.accept(call);
        ended.remove(spec.id());
        return new Spawned(call);
    }

    private Behavior<Message> onFind(Find find) {
        Running found = running.get(find.id());
        find.replyTo().tell(Optional.ofNullable(found == null ? ended.get(find.id()) : found.call()));
        return Behaviors.same();
    }

    private Behavior<Message> onListCalls(ListCalls list) {
        list.replyTo().tell(running.values().stream().map(Running::call).toList());
        return Behaviors.same();
    }

    private Behavior<Message> onKill(Kill kill) {
        Running found = running.get(kill.id());
        if (found != null) {
            found.call().actor().tell(new CallActor.Terminate(KILLED, 0));
        }
        kill.replyTo().tell(found != null);
        return Behaviors.same();
    }

    private Behavior<Message> onDrain(Drain drain) {
        drainer = drain.replyTo();
        tellWhenDrained();
        return Behaviors.same();
    }

    private Behavior<Message> onEndAll(EndAll end) {
        running.values().forEach(one -> one.call().actor().tell(new CallActor.Terminate(end.cause(), 0)));
        return Behaviors.same();
    }

    private Behavior<Message> onGone(Gone gone) {
        LiveCall call = gone.one().call();
        running.remove(call.id());
        onCount.accept(running.size());
        // Its actor is gone: what it wrote down is the registry's now.
        gone.one().journal().finish(FAILED);
        ended.put(call.id(), call);
        timers.startSingleTimer(call, new Forget(call), settings.linger());
        tellWhenDrained();
        return Behaviors.same();
    }

    private Behavior<Message> onForget(Forget forget) {
        ended.remove(forget.call().id(), forget.call());
        return Behaviors.same();
    }

    /** The node stops; its calls were stopped before it, with or without an end of their own. */
    private Behavior<Message> onStop() {
        running.values().forEach(one -> one.journal().finish(STOPPED));
        return Behaviors.same();
    }

    private void tellWhenDrained() {
        if (drainer != null && running.isEmpty()) {
            drainer.tell(new Drained());
        }
    }
}
