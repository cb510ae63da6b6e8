package io.tandem.control.webhook;

import akka.actor.typed.Behavior;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.AgentRelay;
import io.tandem.call.CallSpec;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** One configured webhook: whom to tell of inbound calls, and how. Shared by all calls it handles. */
public final class Webhook {

    private final InboundHandler.Webhook settings;
    private final Clock clock;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    public Webhook(InboundHandler.Webhook settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /** Tells the application of {@code call}; refuses the call with 503 when it does not accept in time. */
    public Behavior<AgentRelay.Command> agent(LiveCall call) {
        return WebhookAgent.create(call, client, request(call.spec()), settings.timeout());
    }

    private HttpRequest request(CallSpec spec) {
        HttpRequest.Builder request = HttpRequest.newBuilder(nextUrl())
                .timeout(settings.timeout())
                .method(settings.method(), BodyPublishers.ofString(body(spec, clock.instant())))
                .setHeader("Content-Type", "application/json");
        settings.headers().forEach(request::setHeader);
        return request.build();
    }

    private URI nextUrl() {
        return settings.urls()
                .get(Math.floorMod(turn.getAndIncrement(), settings.urls().size()));
    }

    /** Spec 5.8 of the active-call protocol. */
    static String body(CallSpec spec, Instant now) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("dialogId", spec.id())
                .put(
                        "createdAt",
                        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").format(now.atOffset(ZoneOffset.UTC)))
                .put("caller", spec.caller())
                .put("callee", spec.callee())
                .put("event", "invite");
        spec.headerLines().forEach(json.putArray("headers")::add);
        return json.put("offer", spec.offer()).toString();
    }
}
