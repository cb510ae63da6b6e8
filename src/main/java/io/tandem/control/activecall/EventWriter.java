package io.tandem.control.activecall;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.CallSpec;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.control.activecall.ActiveCallSettings.HangupText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as JSON of the active-call protocol (spec section 3), with our {@code seq} as the last field. Thread-safe. */
final class EventWriter {

    /** Writes one kind of event, its {@code event} field apart. */
    private interface Fields<E extends Event> {
        void write(E event, long timestamp, ObjectNode json);
    }

    /** The wire name of a kind of event with its fields. */
    private record Shape(String name, Fields<Event> fields) {}

    private final ObjectMapper mapper = JsonMapper.builder().build();
    private final Map<Class<? extends Event>, Shape> shapes = new HashMap<>();
    private final HangupWriter hangups;

    EventWriter(HangupText hangupText) {
        hangups = new HangupWriter(hangupText);
        shape(Event.Incoming.class, "incoming", (event, at, json) -> {
            track(json, event.trackId(), at);
            json.put("caller", event.caller()).put("callee", event.callee()).put("sdp", event.sdp());
            if (!event.headers().isEmpty()) {
                ObjectNode headers = json.putObject("headers");
                event.headers().forEach(headers::put);
            }
        });
        shape(Event.Answer.class, "answer", (event, at, json) -> track(json, event.trackId(), at)
                .put("sdp", event.sdp())
                .put("refer", false));
        shape(Event.MediaReady.class, "mediaReady", (event, at, json) -> track(json, event.trackId(), at));
        shape(
                Event.Reject.class,
                "reject",
                (event, at, json) -> optional(
                        track(json, event.trackId(), at)
                                .put("reason", event.reason())
                                .put("refer", false),
                        "code",
                        event.code()));
        shape(Event.Ringing.class, "ringing", (event, at, json) -> track(json, event.trackId(), at)
                .put("earlyMedia", event.earlyMedia())
                .put("refer", false));
        shape(
                Event.Hangup.class,
                "hangup",
                (event, at, json) -> hangups.write(event, track(json, event.trackId(), at)));
        shape(Event.Speaking.class, "speaking", (event, at, json) -> track(json, event.trackId(), at)
                .put("startTime", event.startTime().toEpochMilli())
                .put("confidence", event.confidence()));
        shape(Event.Silence.class, "silence", (event, at, json) -> track(json, event.trackId(), at)
                .put("startTime", event.startTime().toEpochMilli())
                .put("duration", event.duration().toMillis()));
        shape(Event.Inactivity.class, "inactivity", (event, at, json) -> track(json, event.trackId(), at));
        shape(Event.Dtmf.class, "dtmf", (event, at, json) -> track(json, event.trackId(), at)
                .put("digit", String.valueOf(event.digit())));
        shape(Event.Hold.class, "hold", (event, at, json) -> track(json, event.trackId(), at)
                .put("onHold", event.onHold()));
        shape(Event.Updated.class, "updated", (event, at, json) -> track(json, event.trackId(), at)
                .put("sdp", event.sdp()));
        shape(
                Event.TrackStart.class,
                "trackStart",
                (event, at, json) -> optional(track(json, event.trackId(), at), "playId", event.playId()));
        shape(
                Event.TrackEnd.class,
                "trackEnd",
                (event, at, json) -> optional(
                        track(json, event.trackId(), at)
                                .put("duration", event.duration().toMillis())
                                .put("ssrc", event.ssrc()),
                        "playId",
                        event.playId()));
        shape(Event.Error.class, "error", (event, at, json) -> {
            track(json, event.trackId(), at).put("sender", event.sender()).put("error", event.error());
            optional(json, "code", event.code());
            optional(json, "id", event.commandId());
        });
        shape(Event.Ack.class, "ack", (event, at, json) -> json.put("id", event.commandId())
                .put("timestamp", at));
        shape(Event.AddHistory.class, "addHistory", (event, at, json) -> optional(json, "sender", event.sender())
                .put("timestamp", at)
                .put("speaker", event.speaker())
                .put("text", event.text()));
        shape(Event.Custom.class, "custom", (event, at, json) -> optional(
                        json.put("timestamp", at), "sender", event.sender())
                .set("data", mapper.valueToTree(event.data())));
    }

    private <E extends Event> void shape(Class<E> type, String name, Fields<E> fields) {
        shapes.put(type, new Shape(name, (event, at, json) -> fields.write(type.cast(event), at, json)));
    }

    /** The event as one line of JSON. */
    String write(CallSpec call, EventLog.Entry entry) {
        Shape shape = shapes.get(entry.event().getClass());
        if (shape == null) {
            throw new IllegalArgumentException(
                    entry.event().getClass().getName() + " (expected: a kind of event this writer knows)");
        }
        ObjectNode json = mapper.createObjectNode().put("event", shape.name());
        shape.fields().write(entry.event(), entry.timestamp(), json);
        if (entry.event() instanceof Event.Hangup hangup) {
            hangups.extra(call, hangup, json);
        }
        return json.put("seq", entry.seq()).toString();
    }

    private static ObjectNode track(ObjectNode json, String trackId, long timestamp) {
        return json.put("trackId", trackId).put("timestamp", timestamp);
    }

    private static ObjectNode optional(ObjectNode json, String name, @Nullable String value) {
        return value == null ? json : json.put(name, value);
    }

    private static ObjectNode optional(ObjectNode json, String name, @Nullable Integer value) {
        return value == null ? json : json.put(name, value);
    }
}
