package io.tandem;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.CallRegistry;
import io.tandem.control.webphone.PhoneDirectory;
import io.tandem.frontend.sip.SipFrontEnd;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** The root of the actors: spawns the registry, the SIP stack and the drain, and answers who they are. */
final class Guardian {

    /** What it spawned. */
    record Roots(ActorRef<CallRegistry.Message> registry, ActorRef<DrainActor.Message> drain, Agents agents) {}

    private Guardian() {}

    /** @param started completed with the spawned actors, or with what kept them from starting */
    static Behavior<Void> create(Node.Parts parts, CompletableFuture<Roots> started) {
        return Behaviors.setup(context -> {
            Clock clock = Clock.systemUTC();
            ActorRef<CallRegistry.Message> registry = context.spawn(
                    CallRegistry.create(
                            parts.settings().calls(), clock, parts.runningCalls()::set, parts.records()::started),
                    "calls");
            SipFrontEnd sip = parts.sip();
            Agents agents = new Agents(
                    clock, context.spawn(PhoneDirectory.create(parts.settings().maxPhonePages()), "phones"));
            context.spawn(
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
            started.complete(new Roots(registry, drain, agents));
            return Behaviors.empty();
        });
    }
}
