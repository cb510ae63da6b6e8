package io.tandem.control.activecall;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.call.LiveCall;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code GET /events/{id}}: server-sent events with a copy of a call's events and commands (spec 1.5), until the call ends. */
final class EventStream {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration PING = Duration.ofSeconds(20);
    private static final int WAITING_COMMANDS = 128;
    private static final ByteString COMMENT = ByteString.fromString(":\n\n");

    private final Dialect dialect;
    private final Clock clock;

    EventStream(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** @param after sequence number to go on from; null = only what is new, as the protocol has it */
    HttpResponse respond(ControlledCall call, @Nullable Long after) {
        LiveCall live = call.live();
        long start = after == null ? live.events().lastSeq() : after;
        Source<ByteString, NotUsed> events = Source.fromGraph(new PolledSource<>(wake ->
                        new LogSupply(live.events(), start, wake, dialect.counters().missedEvents())))
                .map(entry -> ByteString.fromString("event: event\nid: " + entry.seq() + "\ndata: "
                        + dialect.writer().write(live.spec(), entry) + "\n\n"));
        Source<ByteString, NotUsed> commands = Source.fromGraph(new PolledSource<>(wake -> commands(call, wake)))
                .map(copy -> ByteString.fromString("event: command\ndata: " + copy.json() + "\n\n"));
        Source<ByteString, ?> pings = Source.tick(PING, PING, "ping").map(tick -> ping());
        Source<ByteString, NotUsed> body = events.merge(commands, true)
                .merge(pings, true)
                .keepAlive(KEEP_ALIVE, () -> COMMENT);
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), body));
    }

    private PolledSource.Supply<ControlledCall.CommandCopy> commands(ControlledCall call, Runnable wake) {
        DropOldest<ControlledCall.CommandCopy> queue =
                new DropOldest<>(WAITING_COMMANDS, wake, dialect.counters().missedEvents());
        return queue.releasing(call.copyTo(queue::offer));
    }

    private ByteString ping() {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("event", "ping")
                .put("timestamp", clock.millis())
                .put("payload", HangupWriter.rfc3339(clock.instant()))
                .toString();
        return ByteString.fromString("event: event\ndata: " + json + "\n\n");
    }
}
