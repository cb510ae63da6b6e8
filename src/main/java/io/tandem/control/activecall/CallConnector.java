package io.tandem.control.activecall;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import io.tandem.call.Agent;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSpec;
import io.tandem.call.LiveCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds or starts the call of a new control socket, and decides whether the socket gets it (spec 1.1, 1.8; register D-9). */
final class CallConnector {

    /** What became of a request for a control socket. */
    sealed interface Outcome permits Connected, Declined {}

    /** The socket controls a call. */
    record Connected(ControlledCall.Control control) implements Outcome {}

    /** No call for this socket; a text for the client. */
    record Declined(StatusCode status, String text) implements Outcome {}

    private static final Logger log = LoggerFactory.getLogger(CallConnector.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final ActorRef<CallRegistry.Message> registry;
    private final Map<String, CallOrigin> origins;
    private final NamedAgents agents;
    private final ControlledCalls calls;
    private final Dialect dialect;
    private final Path dumpFolder;
    private final AtomicLong dumps = new AtomicLong();

    CallConnector(
            ActorSystem<?> system,
            ActorRef<CallRegistry.Message> registry,
            Map<String, CallOrigin> origins,
            NamedAgents agents,
            ControlledCalls calls,
            Dialect dialect,
            Path dumpFolder) {
        this.system = system;
        this.registry = registry;
        this.origins = origins;
        this.agents = agents;
        this.calls = calls;
        this.dialect = dialect;
        this.dumpFolder = dumpFolder;
    }

    CompletionStage<Outcome> connect(String endpoint, CallQuery query) {
        String id = query.id();
        if (id == null) {
            return start(endpoint, "s." + UUID.randomUUID(), query);
        }
        return find(id, query).thenCompose(found -> found.filter(live -> !over(live, query))
                .map(live -> completed(attach(calls.of(live), query)))
                .orElseGet(() -> start(endpoint, id, query)));
    }

    CompletionStage<Optional<LiveCall>> find(String id) {
        return AskPattern.ask(registry, replyTo -> new CallRegistry.Find(id, replyTo), TIMEOUT, system.scheduler());
    }

    private CompletionStage<Optional<LiveCall>> find(String id, CallQuery query) {
        String raw = query.rawId();
        return find(id).thenCompose(found -> found.isPresent() || raw == null || raw.equals(id)
                ? CompletableFuture.completedFuture(found)
                : find(raw));
    }

    /** A finished call only serves a reader that comes back for its last events; its id is free otherwise. */
    private static boolean over(LiveCall live, CallQuery query) {
        return live.events().closed() && query.after() == null;
    }

    private CompletionStage<Outcome> start(String endpoint, String id, CallQuery query) {
        if (query.forward()) {
            return declined(StatusCodes.NOT_FOUND, "call not found on this node");
        }
        CallOrigin origin = origins.get(endpoint);
        if (origin == null) {
            return declined(
                    StatusCodes.NOT_IMPLEMENTED, endpoint + ": new calls of this kind are not offered by this server");
        }
        String name = query.agent();
        Optional<Agent> agent = name == null ? Optional.empty() : agents.find(name);
        if (name != null && agent.isEmpty()) {
            return declined(
                    StatusCodes.NOT_FOUND, "agent: " + Excerpt.of(name) + " (expected: one of " + agents.names() + ")");
        }
        CallOrigin.Opened opened;
        try {
            opened = origin.open(id, agent.stream().toList());
        } catch (RuntimeException e) {
            log.warn("call {}: {} cannot be opened", id, endpoint, e);
            return declined(StatusCodes.SERVICE_UNAVAILABLE, endpoint + ": cannot be opened now: " + e.getMessage());
        }
        String track = query.serverSideTrack();
        CallSpec spec = track == null ? opened.spec() : opened.spec().withServerSideTrack(track);
        CompletionStage<CallRegistry.SpawnResult> spawned =
                AskPattern.ask(registry, replyTo -> new CallRegistry.Spawn(spec, replyTo), TIMEOUT, system.scheduler());
        return spawned.thenApply(result -> {
            if (result instanceof CallRegistry.Spawned ok) {
                return attach(calls.started(ok.call(), opened.audio()), query);
            }
            opened.audio().discard();
            return refused(id, ((CallRegistry.Refused) result).why());
        });
    }

    private Outcome attach(ControlledCall call, CallQuery query) {
        // Who says what it has seen is the controller itself, come back before its old socket was found dead.
        ControlledCall.Control control = call.claim(query.after() != null);
        if (control == null) {
            return new Declined(StatusCodes.CONFLICT, inUse(call.live().id()));
        }
        if (query.dump() && call.claimDump()) {
            system.systemActorOf(
                    EventDump.create(call.live(), dialect.writer(), dumpFolder),
                    "event-dump-" + dumps.incrementAndGet(),
                    DispatcherSelector.fromConfig("tandem-blocking-dispatcher"));
        }
        return new Connected(control);
    }

    private static Outcome refused(String id, CallRegistry.Why why) {
        return switch (why) {
            case DUPLICATE_ID -> new Declined(StatusCodes.CONFLICT, inUse(id));
            case TOO_MANY_CALLS ->
                new Declined(
                        StatusCodes.SERVICE_UNAVAILABLE, "this server has as many calls as it may; try again later");
            case DRAINING ->
                new Declined(StatusCodes.SERVICE_UNAVAILABLE, "this server is about to stop and takes no new calls");
        };
    }

    private static String inUse(String id) {
        return "id: " + Excerpt.of(id)
                + " is the id of an active call (expected: an unused one, or after=<seq> to take the call over)";
    }

    private static CompletionStage<Outcome> declined(StatusCode status, String text) {
        return completed(new Declined(status, text));
    }

    private static CompletionStage<Outcome> completed(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
