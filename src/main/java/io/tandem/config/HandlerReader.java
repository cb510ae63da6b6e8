package io.tandem.config;

import io.tandem.call.InboundHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads who takes an inbound call: `tandem.handler`, and the `handler {…}` of a route. */
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

    private HandlerReader() {}

    static InboundHandler read(Section given) {
        try (Section section = given.withDefaults(DEFAULTS)) {
            Type type = section.word("type", TYPES, Type.DEMO);
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
