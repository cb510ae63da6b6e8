package io.tandem;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.CallRegistry;
import io.tandem.call.LiveCall;
import io.tandem.control.console.ConsoleFeed;
import io.tandem.control.console.NodeView;
import io.tandem.control.webphone.PhoneDirectory;
import io.tandem.frontend.sip.SipFrontEnd;
import io.tandem.frontend.sip.SipStackActor;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The root of the actors: spawns the registry, the SIP stack and the drain, and answers who they are. */
final class Guardian {

    /** What it spawned. */
    record Roots(
            ActorRef<CallRegistry.Message> registry,
            ActorRef<SipStackActor.Message> sip,
            ActorRef<DrainActor.Message> drain,
            Agents agents,
            ActorRef<ConsoleFeed.Message> console,
            NodeView view) {}

    private Guardian() {}

    /** @param started completed with the spawned actors, or with what kept them from starting */
    static Behavior<Void> create(Node.Parts parts, CompletableFuture<Roots> started) {
        return Behaviors.setup(context -> {
            Clock clock = Clock.systemUTC();
            List<Consumer<LiveCall>> onStart = new CopyOnWriteArrayList<>(List.of(parts.records()::started));
            ActorRef<CallRegistry.Message> registry = context.spawn(
                    CallRegistry.create(
                            parts.settings().calls(),
                            clock,
                            parts.runningCalls()::set,
                            call -> onStart.forEach(observer -> observer.accept(call))),
                    "calls");
            NodeView view = new ConsoleView(parts);
            ActorRef<ConsoleFeed.Message> console = context.spawn(ConsoleFeed.create(registry, view), "console");
            onStart.add(call -> console.tell(new ConsoleFeed.Started(call)));
            parts.records().onWritten(record -> console.tell(new ConsoleFeed.Written(record)));
            SipFrontEnd sip = parts.sip();
            Agents agents = new Agents(
                    clock, context.spawn(PhoneDirectory.create(parts.settings().maxPhonePages()), "phones"));
            ActorRef<SipStackActor.Message> stack = context.spawn(
                    sip.behavior(
                            parts.settings().handler(),
                            registry,
                            (handler, callId, session, transport) ->
                                    parts.children().of(callId, session, transport, agents.of(handler))),
                    "sip");
            Runnable closeDoors = () -> {
                parts.draining().set(true);
                sip.drain();
            };
            ActorRef<DrainActor.Message> drain = context.spawn(
                    DrainActor.create(registry, closeDoors, parts.settings().shutdownTimeout()), "drain");
            started.complete(new Roots(registry, stack, drain, agents, console, view));
            return Behaviors.empty();
        });
    }
}
