package io.tandem.call;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Optional;

/** One a node: spawns, finds and supervises every call of the node. */
public final class CallRegistry {

    /** What the registry understands. */
    public sealed interface Message permits Spawn, Find, ListCalls, Kill, Drain, Internal {}

    /** Start a call. */
    public record Spawn(CallSpec spec, ActorRef<SpawnResult> replyTo) implements Message {}

    /** Look a call up by session id. */
    public record Find(String id, ActorRef<Optional<LiveCall>> replyTo) implements Message {}

    /** Every call of the node. */
    public record ListCalls(ActorRef<List<LiveCall>> replyTo) implements Message {}

    /** End a call as if its controller had vanished; the reply says whether it existed. */
    public record Kill(String id, ActorRef<Boolean> replyTo) implements Message {}

    /** Refuse new calls from now on; {@code replyTo} hears once when the last call is gone. */
    public record Drain(ActorRef<Drained> replyTo) implements Message {}

    /** No call is left. */
    public record Drained() {}

    /** Private to the registry. */
    non-sealed interface Internal extends Message {}

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

    private CallRegistry() {}
}
