package io.tandem.control.activecall;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code GET /events/{id}}: server-sent events with a copy of a call's events and commands (spec 1.5), until the call ends. */
final class EventStream {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration PING = Duration.ofSeconds(20);
    private static final ByteString COMMENT = ByteString.fromString(":\n\n");

    private final Dialect dialect;
    private final Clock clock;

    EventStream(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** @param after sequence number to go on from; null = only what is new, as the protocol has it */
    HttpResponse respond(LiveCall live, @Nullable Long after) {
        long start = after == null ? live.events().lastSeq() : after;
        Source<ByteString, NotUsed> items = Source.fromGraph(new PolledSource<>(wake -> new LogSupply(
                        live.events(), start, wake, dialect.counters().missedEvents())))
                .map(entry -> item(live, entry));
        Source<ByteString, ?> pings = Source.tick(PING, PING, "ping").map(tick -> ping());
        Source<ByteString, NotUsed> body = items.merge(pings, true).keepAlive(KEEP_ALIVE, () -> COMMENT);
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), body));
    }

    private ByteString item(LiveCall live, EventLog.Entry entry) {
        if (entry.event() instanceof Event.Commanded command) {
            return item("command", entry.seq(), command.text());
        }
        return item("event", entry.seq(), dialect.writer().write(live.spec(), entry));
    }

    /** The id lets a browser's EventSource go on where it was when it reconnects. */
    private static ByteString item(String name, long seq, String json) {
        return ByteString.fromString("event: " + name + "\nid: " + seq + "\ndata: " + json + "\n\n");
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
