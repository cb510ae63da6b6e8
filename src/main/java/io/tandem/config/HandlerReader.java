package io.tandem.config;

import io.tandem.call.InboundHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads who takes a call: `tandem.handler`, the `handler {…}` of a route, an agent. */
final class HandlerReader {
    private static final String DEFAULTS =
            "urls = [], method = POST, headers {}, name = \"\", status = 404, timeout = ";

    /** A person takes longer than a program. */
    private static final String PHONE_TIMEOUT = "60s";

    private static final String WEBHOOK_TIMEOUT = "2s";
    private static final Map<String, String> METHODS = Map.of("POST", "POST", "PUT", "PUT", "GET", "GET");

    private enum Type {
        DEMO,
        WEBHOOK,
        PHONE,
        REJECT
    }

    private static final Map<String, Type> TYPES =
            Map.of("demo", Type.DEMO, "webhook", Type.WEBHOOK, "phone", Type.PHONE, "reject", Type.REJECT);
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
        Type type = given.word("type", types, Type.DEMO);
        try (Section section = given.withDefaults(DEFAULTS + (type == Type.PHONE ? PHONE_TIMEOUT : WEBHOOK_TIMEOUT))) {
            section.has("type");
            Duration timeout = type == Type.PHONE
                    ? section.duration("timeout", Duration.ofSeconds(1), Duration.ofMinutes(10))
                    : section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1));
            List<URI> urls = section.webAddresses("urls");
            InboundHandler webhook = new InboundHandler.Webhook(
                    urls, section.word("method", METHODS, "POST"), section.pairs("headers"), timeout);
            String name = section.text("name");
            int status = section.integer("status", 400, 699);
            if (type == Type.WEBHOOK && urls.isEmpty()) {
                section.fault("urls", "none", "at least one http:// or https:// URL for type = webhook");
            }
            if (type == Type.PHONE && !InboundHandler.Phone.NAME.matcher(name).matches()) {
                section.fault("name", name, "1 to 64 letters, digits, dots, hyphens or underscores for type = phone");
            }
            return switch (type) {
                case DEMO -> new InboundHandler.Demo();
                case WEBHOOK -> webhook;
                case PHONE -> new InboundHandler.Phone(name, timeout);
                case REJECT -> new InboundHandler.Refuse(status);
            };
        }
    }
}
