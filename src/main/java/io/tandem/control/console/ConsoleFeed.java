package io.tandem.control.console;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.CallActor;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSnapshot;
import io.tandem.call.LiveCall;
import io.tandem.store.CallRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the node, for everybody who looks at the console. It follows the event logs of the calls, and only while somebody
 * looks; a call whose log says something new is asked for its row.
 */
public final class ConsoleFeed {

    /** What the feed understands. */
    public sealed interface Message permits Started, Written, Internal {}

    /** A call began. */
    public record Started(LiveCall call) implements Message {}

    /** A call record was written. */
    public record Written(CallRecord record) implements Message {}

    /** Private to the console. */
    sealed interface Internal extends Message permits Join, Leave, Listed, Readable, Described, Tick {}

    /** Somebody looks; the first event is a snapshot. */
    record Join(Viewer viewer) implements Internal {}

    /** Somebody looks no more. */
    record Leave(Viewer viewer) implements Internal {}

    private record Listed(List<LiveCall> calls) implements Internal {}

    /** The log of a call has something to read. */
    private record Readable(FollowedCall call) implements Internal {}

    /** {@code snapshot} is null when the call did not answer. */
    private record Described(FollowedCall call, @Nullable CallSnapshot snapshot) implements Internal {}

    private record Tick() implements Internal {}

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Ticks between two looks at what no event tells: quality, ringing. */
    private static final int REFRESH = 3;

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ActorRef<CallRegistry.Message> registry;
    private final NodeView view;
    private final ConsoleJson json = new ConsoleJson();
    private final List<Viewer> viewers = new ArrayList<>();
    private final List<Viewer> joining = new ArrayList<>();
    private final Map<String, FollowedCall> calls = new HashMap<>();
    private @Nullable ObjectNode shownNode;
    private int ticks;

    /** One a node. */
    public static Behavior<Message> create(ActorRef<CallRegistry.Message> registry, NodeView view) {
        Behavior<Message> behavior = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ConsoleFeed(context, timers, registry, view).unwatched()));
        // A fault met in one call must not take the view of all others away.
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    private ConsoleFeed(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ActorRef<CallRegistry.Message> registry,
            NodeView view) {
        this.context = context;
        this.timers = timers;
        this.registry = registry;
        this.view = view;
    }

    private Behavior<Message> unwatched() {
        return Behaviors.receive(Message.class)
                .onMessage(Join.class, this::onFirstJoin)
                .onAnyMessage(nobodyCares -> Behaviors.same())
                .build();
    }

    private Behavior<Message> watched() {
        return Behaviors.receive(Message.class)
                .onMessage(Join.class, this::onJoin)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(Listed.class, this::onListed)
                .onMessage(Started.class, this::onStarted)
                .onMessage(Readable.class, this::onReadable)
                .onMessage(Described.class, this::onDescribed)
                .onMessage(Written.class, this::onWritten)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<Message> onFirstJoin(Join join) {
        joining.add(join.viewer());
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        list();
        return watched();
    }

    private Behavior<Message> onJoin(Join join) {
        joining.add(join.viewer());
        welcomeWhenKnown();
        return Behaviors.same();
    }

    private Behavior<Message> onLeave(Leave leave) {
        viewers.remove(leave.viewer());
        joining.remove(leave.viewer());
        return viewers.isEmpty() && joining.isEmpty() ? rest() : Behaviors.same();
    }

    /** Nobody looks: nothing is followed. */
    private Behavior<Message> rest() {
        timers.cancelAll();
        calls.values().forEach(FollowedCall::close);
        calls.clear();
        shownNode = null;
        return unwatched();
    }

    private void list() {
        CompletionStage<List<LiveCall>> running = AskPattern.ask(
                registry,
                CallRegistry.ListCalls::new,
                ANSWER,
                context.getSystem().scheduler());
        context.pipeToSelf(running, (listed, failure) -> new Listed(listed == null ? List.of() : listed));
    }

    private Behavior<Message> onListed(Listed listed) {
        listed.calls().forEach(this::follow);
        welcomeWhenKnown();
        return Behaviors.same();
    }

    private Behavior<Message> onStarted(Started started) {
        follow(started.call());
        return Behaviors.same();
    }

    private void follow(LiveCall call) {
        FollowedCall before = calls.get(call.id());
        if (before != null && before.isOf(call)) {
            return;
        }
        ActorRef<Message> self = context.getSelf();
        FollowedCall followed = new FollowedCall(call, woken -> self.tell(new Readable(woken)));
        calls.put(call.id(), followed);
        read(followed);
    }

    private Behavior<Message> onReadable(Readable readable) {
        if (readable.call() == calls.get(readable.call().id())) {
            read(readable.call());
        }
        return Behaviors.same();
    }

    private void read(FollowedCall call) {
        if (call.readToTheEnd()) {
            calls.remove(call.id());
            if (call.known()) {
                send("gone", ConsoleJson.object().put("id", call.id()));
            }
            welcomeWhenKnown();
        } else {
            describe(call);
        }
    }

    private void describe(FollowedCall call) {
        if (call.mayAsk()) {
            context.ask(
                    CallSnapshot.class,
                    call.actor(),
                    ANSWER,
                    CallActor.Describe::new,
                    (snapshot, failure) -> new Described(call, snapshot));
        }
    }

    private Behavior<Message> onDescribed(Described described) {
        FollowedCall call = described.call();
        boolean again = call.answered();
        if (call != calls.get(call.id())) {
            return Behaviors.same();
        }
        if (described.snapshot() != null) {
            CallRow row = call.changed(described.snapshot());
            if (row != null) {
                send("call", json.row(row));
            }
        }
        if (again) {
            describe(call);
        }
        welcomeWhenKnown();
        return Behaviors.same();
    }

    private Behavior<Message> onWritten(Written written) {
        send("cdr", json.record(written.record()));
        return Behaviors.same();
    }

    private Behavior<Message> onTick(Tick tick) {
        ObjectNode node = json.node(view.node());
        ObjectNode comparable = node.deepCopy();
        comparable.remove("uptimeSeconds");
        if (!comparable.equals(shownNode)) {
            shownNode = comparable;
            send("node", node);
        }
        if (++ticks % REFRESH == 0) {
            calls.values().forEach(this::describe);
        }
        // A call that does not answer holds nobody up for longer.
        welcome();
        return Behaviors.same();
    }

    private void welcomeWhenKnown() {
        if (calls.values().stream().allMatch(FollowedCall::known)) {
            welcome();
        }
    }

    private void welcome() {
        if (joining.isEmpty()) {
            return;
        }
        ObjectNode snapshot = ConsoleJson.object();
        ArrayNode rows = snapshot.putArray("calls");
        calls.values().stream().flatMap(FollowedCall::row).forEach(row -> rows.add(json.row(row)));
        snapshot.set("node", json.node(view.node()));
        String data = snapshot.toString();
        joining.forEach(viewer -> viewer.send("snapshot", data));
        viewers.addAll(joining);
        joining.clear();
    }

    private void send(String event, ObjectNode data) {
        String text = data.toString();
        viewers.forEach(viewer -> viewer.send(event, text));
    }
}
