package io.tandem.call;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A child without which the call goes on: after a failure it is made again, at most three times in 30 s, and gets its last start
 * command once more.
 */
final class Kept<C> {
    static final int MAX_RESTARTS = 3;
    static final Duration WINDOW = Duration.ofSeconds(30);

    private final String name;
    private final Function<ActorRef<CallActor.Message>, Behavior<C>> factory;
    private final ActorContext<CallActor.Message> context;
    private final Clock clock;
    private final ArrayDeque<Instant> restarts = new ArrayDeque<>();
    private int made;
    private @Nullable ActorRef<C> child;
    private @Nullable C start;

    Kept(
            String name,
            Function<ActorRef<CallActor.Message>, Behavior<C>> factory,
            ActorContext<CallActor.Message> context,
            Clock clock) {
        this.name = name;
        this.factory = factory;
        this.context = context;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** Makes the child unless it runs or failed too often. */
    void make() {
        if (child == null && restarts.size() < MAX_RESTARTS) {
            spawn();
        }
    }

    /** Tells the child, which is made at the first message; false when it failed too often and stays away. */
    boolean tell(C command) {
        make();
        if (child == null) {
            return false;
        }
        child.tell(command);
        return true;
    }

    /** Tells the child, also again after each restart. */
    void start(C command) {
        start = command;
        tell(command);
    }

    boolean is(ActorRef<Void> other) {
        return child != null && child.path().equals(other.path());
    }

    /** The child failed: makes it again. False when it failed too often and stays away. */
    boolean restart() {
        child = null;
        Instant now = clock.instant();
        while (!restarts.isEmpty() && restarts.getFirst().isBefore(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (restarts.size() == MAX_RESTARTS) {
            return false;
        }
        restarts.add(now);
        spawn();
        if (start != null) {
            tell(start);
        }
        return true;
    }

    private void spawn() {
        ActorRef<C> spawned = context.spawn(factory.apply(context.getSelf()), name + "-" + ++made);
        context.watch(spawned);
        child = spawned;
    }
}
