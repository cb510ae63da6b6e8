package io.tandem.config;

import io.tandem.call.InboundHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads who takes a call: `tandem.handler`, the `handler {…}` of a route, an agent. */
final class HandlerReader {
    private static final String DEFAULTS = "urls = [], method = POST, headers {}, timeout = 2s, status = 404";
    private static final Map<String, String> METHODS = Map.of("POST", "POST", "PUT", "PUT", "GET", "GET");

    private enum Type {
        DEMO,
        WEBHOOK,
        REJECT
    }

    private static final Map<String, Type> TYPES =
            Map.of("demo", Type.DEMO, "webhook", Type.WEBHOOK, "reject", Type.REJECT);

    private static final Map<String, Type> AGENT_TYPES = Map.of("demo", Type.DEMO, "webhook", Type.WEBHOOK);

    private HandlerReader() {}

    static InboundHandler read(Section given) {
        return read(given, TYPES);
    }

    /** One that can take a call which somebody else has started. */
    static InboundHandler agent(Section given) {
        return read(given, AGENT_TYPES);
    }

    private static InboundHandler read(Section given, Map<String, Type> types) {
        try (Section section = given.withDefaults(DEFAULTS)) {
            Type type = section.word("type", types, Type.DEMO);
            List<URI> urls = section.webAddresses("urls");
            InboundHandler webhook = new InboundHandler.Webhook(
                    urls,
                    section.word("method", METHODS, "POST"),
                    section.pairs("headers"),
                    section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
            int status = section.integer("status", 400, 699);
            if (type == Type.WEBHOOK && urls.isEmpty()) {
                section.fault("urls", "none", "at least one http:// or https:// URL for type = webhook");
            }
            return switch (type) {
                case DEMO -> new InboundHandler.Demo();
                case WEBHOOK -> webhook;
                case REJECT -> new InboundHandler.Refuse(status);
            };
        }
    }
}
