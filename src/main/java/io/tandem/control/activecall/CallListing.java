package io.tandem.control.activecall;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.CallActor;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSnapshot;
import io.tandem.call.LiveCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /list}: the active calls as the protocol lists them (spec 1.3). */
final class CallListing {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A call that does not answer in this time is listed as locked. */
    private static final Duration ROW_TIMEOUT = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final ActorRef<CallRegistry.Message> registry;
    private final ObjectMapper mapper = new ObjectMapper();

    CallListing(ActorSystem<?> system, ActorRef<CallRegistry.Message> registry) {
        this.system = system;
        this.registry = registry;
    }

    CompletionStage<String> json() {
        CompletionStage<List<LiveCall>> listed =
                AskPattern.ask(registry, CallRegistry.ListCalls::new, TIMEOUT, system.scheduler());
        return listed.thenCompose(calls -> {
            List<CompletableFuture<ObjectNode>> rows = calls.stream()
                    .filter(call -> !call.events().closed())
                    .map(this::row)
                    .toList();
            return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                    .thenApply(done -> {
                        ObjectNode json = JsonNodeFactory.instance.objectNode();
                        ArrayNode array = json.putArray("active_calls");
                        rows.forEach(row -> array.add(row.join()));
                        return json.toString();
                    });
        });
    }

    private CompletableFuture<ObjectNode> row(LiveCall call) {
        CompletionStage<CallSnapshot> snapshot =
                AskPattern.ask(call.actor(), CallActor.Describe::new, ROW_TIMEOUT, system.scheduler());
        return snapshot.handle((row, failure) -> row == null ? locked(call) : row(row))
                .toCompletableFuture();
    }

    private ObjectNode row(CallSnapshot row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("callType", row.type().protocolName());
        json.set("cs.option", mapper.valueToTree(row.options()));
        if (row.joinedTo() != null) {
            json.put("bridge", row.joinedTo());
        }
        return json.put("ringTime", text(row.ringTime())).put("startTime", text(row.answerTime()));
    }

    private static ObjectNode locked(LiveCall call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", call.id())
                .put("callType", call.spec().type().protocolName())
                .put("status", "locked");
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
