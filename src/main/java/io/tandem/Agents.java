package io.tandem;

import akka.actor.typed.ActorRef;
import io.tandem.call.Agent;
import io.tandem.call.InboundHandler;
import io.tandem.control.activecall.NamedAgents;
import io.tandem.control.demo.DemoAgent;
import io.tandem.control.webhook.Webhook;
import io.tandem.control.webphone.PhoneAgent;
import io.tandem.control.webphone.PhoneDirectory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The controllers that a call comes with: those of its route's handler, or the one it asks for by name. Thread-safe. */
final class Agents {
    private static final InboundHandler.Demo DEMO = new InboundHandler.Demo();

    private final Clock clock;
    private final ActorRef<PhoneDirectory.Message> phones;
    private final Map<InboundHandler.Webhook, Webhook> webhooks = new ConcurrentHashMap<>();

    Agents(Clock clock, ActorRef<PhoneDirectory.Message> phones) {
        this.clock = clock;
        this.phones = phones;
    }

    /** The controllers of an inbound call. */
    List<Agent> of(InboundHandler handler) {
        return List.of(agent(handler.type(), handler));
    }

    /**
     * The demo, and then those that were configured.
     *
     * @param configured handlers that take calls, by name
     */
    NamedAgents named(Map<String, InboundHandler> configured) {
        List<NamedAgents.Entry> entries = new ArrayList<>();
        entries.add(new NamedAgents.Entry(DEMO.type(), agent(DEMO.type(), DEMO)));
        configured.forEach((name, handler) -> entries.add(new NamedAgents.Entry(handler.type(), agent(name, handler))));
        return new NamedAgents(entries);
    }

    /** Where web phones are found. */
    ActorRef<PhoneDirectory.Message> phones() {
        return phones;
    }

    private Agent agent(String name, InboundHandler handler) {
        if (handler instanceof InboundHandler.Demo) {
            return new Agent(name, DemoAgent::create);
        }
        if (handler instanceof InboundHandler.Webhook webhook) {
            // One for all its calls: it takes its urls in turn and shares its connections.
            Webhook shared = webhooks.computeIfAbsent(webhook, settings -> new Webhook(settings, clock));
            return new Agent(name, shared::agent);
        }
        if (handler instanceof InboundHandler.Phone phone) {
            return new Agent(phone.name(), call -> PhoneAgent.create(call, phone, phones));
        }
        throw new IllegalArgumentException(handler + " (expected: a handler that takes calls)");
    }
}
