package io.tandem.control.activecall;

import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import io.tandem.http.sse.ServerSentEvents;
import java.time.Clock;
import java.time.Duration;

/** {@code GET /events/{id}}: server-sent events with a copy of a call's events and commands (spec 1.5), until the call ends. */
final class EventStream {

    private static final Duration PING = Duration.ofSeconds(20);

    private static final int FRAMES = 32;

    /** Index byte of the remote party's audio (spec 6.2). */
    private static final int REMOTE_PARTY = 1;

    private final Dialect dialect;
    private final Clock clock;

    EventStream(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Without {@code after} only what is new, as the protocol has it. */
    HttpResponse respond(ControlledCall call, CallQuery query) {
        LiveCall live = call.live();
        Long after = query.after();
        long start = after == null ? live.events().lastSeq() : after;
        Source<ByteString, NotUsed> items = Source.fromGraph(new PolledSource<>(wake -> new LogSupply(
                        live.events(), start, wake, dialect.counters().missedEvents())))
                .map(entry -> item(live, entry));
        Source<ByteString, ?> pings = Source.tick(PING, PING, "ping").map(tick -> ping());
        Source<ByteString, NotUsed> body = (query.binary() ? items.merge(audio(call), true) : items).merge(pings, true);
        return ServerSentEvents.response(body, ServerSentEvents.KEEP_ALIVE);
    }

    /** Every frame that the call's controller is sent, 32 of them at most: an observer that is slower loses the oldest. */
    private Source<ByteString, NotUsed> audio(ControlledCall call) {
        return Source.fromGraph(new PolledSource<byte[]>(wake -> {
                    DropOldest<byte[]> queue =
                            new DropOldest<>(FRAMES, wake, dialect.counters().droppedFrames());
                    return queue.releasing(call.listen(queue::offer));
                }))
                .map(frame -> binary(call.live().spec(), frame));
    }

    /** It has no place in the event log, hence no id. */
    private ByteString binary(CallSpec call, byte[] frame) {
        boolean remoteParty = call.type() != CallType.WEB_SOCKET && frame[0] == REMOTE_PARTY;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("event", "binary")
                .put("trackId", remoteParty ? call.id() : call.serverSideTrack())
                .put("timestamp", clock.millis());
        ArrayNode data = json.putArray("data");
        for (byte value : frame) {
            data.add(Byte.toUnsignedInt(value));
        }
        return ServerSentEvents.event("event", json.toString());
    }

    private ByteString item(LiveCall live, EventLog.Entry entry) {
        if (entry.event() instanceof Event.Commanded command) {
            return ServerSentEvents.event("command", entry.seq(), command.text());
        }
        return ServerSentEvents.event("event", entry.seq(), dialect.writer().write(live.spec(), entry));
    }

    private ByteString ping() {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("event", "ping")
                .put("timestamp", clock.millis())
                .put("payload", HangupWriter.rfc3339(clock.instant()))
                .toString();
        return ServerSentEvents.event("event", json);
    }
}
