package io.tandem;

import akka.actor.typed.Behavior;
import io.tandem.call.AgentRelay;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import io.tandem.control.demo.DemoAgent;
import io.tandem.control.webhook.Webhook;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The controllers that an inbound call comes with, by the handler that its route names. Thread-safe. */
final class Agents {
    private final Clock clock;
    private final Map<InboundHandler.Webhook, Webhook> webhooks = new ConcurrentHashMap<>();

    Agents(Clock clock) {
        this.clock = clock;
    }

    List<Function<LiveCall, Behavior<AgentRelay.Command>>> of(InboundHandler handler) {
        if (handler instanceof InboundHandler.Demo) {
            return List.of(DemoAgent::create);
        }
        if (handler instanceof InboundHandler.Webhook webhook) {
            // One for all its calls: it takes its urls in turn and shares its connections.
            Webhook shared = webhooks.computeIfAbsent(webhook, settings -> new Webhook(settings, clock));
            return List.of(shared::agent);
        }
        throw new IllegalArgumentException(handler + " (expected: a handler that takes calls)");
    }
}
