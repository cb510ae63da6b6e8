package io.tandem.control.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.MediaQuality;
import io.tandem.store.CallRecord;
import io.tandem.store.RecordPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of the console's API. What is not known is null; times are ISO 8601. */
final class ConsoleJson {
    private final ObjectMapper mapper = new ObjectMapper();

    ObjectNode row(CallRow row) {
        return object().put("id", row.id())
                .put("state", row.state())
                .put("type", row.type())
                .put("direction", row.direction())
                .put("caller", row.caller())
                .put("callee", row.callee())
                .put("codec", row.codec())
                .put("startTime", text(row.startTime()))
                .put("answerTime", text(row.answerTime()))
                .put("hold", row.hold())
                .put("agent", row.agent())
                .put("trunk", row.trunk())
                .put("mos", row.mos());
    }

    ObjectNode record(CallRecord record) {
        ObjectNode json = object().put("id", record.id())
                .put("type", record.type().protocolName())
                .put("direction", record.direction().protocolName())
                .put("caller", record.caller())
                .put("callee", record.callee())
                .put("trunk", record.trunk())
                .put("agent", record.agent())
                .put("codec", record.codec())
                .put("startTime", text(record.startTime()))
                .put("ringTime", text(record.ringTime()))
                .put("answerTime", text(record.answerTime()))
                .put("endTime", text(record.endTime()))
                .put("durationMs", millis(record.startTime(), record.endTime()))
                .put("talkMs", record.answerTime() == null ? 0 : millis(record.answerTime(), record.endTime()))
                .put("hangupReason", word(record.hangupReason().protocolName()))
                .put("hangupText", record.hangupText())
                .put("hangupBy", record.hangupBy().name().toLowerCase(Locale.ROOT))
                .put("sipStatus", record.sipStatus())
                .put("q850", record.q850())
                .put("recording", record.recording() != null);
        ObjectNode extra = json.putObject("extra");
        new TreeMap<>(record.extra()).forEach(extra::put);
        json.set("quality", quality(record.quality()));
        return json.put("node", record.node());
    }

    ObjectNode page(RecordPage page) {
        ObjectNode json = object();
        ArrayNode records = json.putArray("cdrs");
        page.records().forEach(record -> records.add(record(record)));
        return json.put("next", page.next() == null ? null : page.next().text());
    }

    ObjectNode trunks(List<NodeView.TrunkRow> trunks) {
        ObjectNode json = object();
        json.set("trunks", mapper.valueToTree(trunks));
        return json;
    }

    ObjectNode node(Map<String, Object> node) {
        return mapper.valueToTree(node);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private @Nullable JsonNode quality(@Nullable MediaQuality quality) {
        if (quality == null) {
            return null;
        }
        ObjectNode json = object().put("codec", quality.codec()).put("rttAvg", rounded(quality.roundTrip()));
        json.set("received", direction(quality.received()));
        json.set("sent", quality.sent() == null ? null : direction(quality.sent()));
        json.set("warnings", mapper.valueToTree(quality.warnings()));
        return json;
    }

    private static ObjectNode direction(MediaQuality.Direction direction) {
        return object().put("mosMin", rounded(direction.mosMin()))
                .put("mosAvg", rounded(direction.mosAvg()))
                .put("lossPct", rounded(direction.loss()))
                .put("jitterAvg", rounded(direction.jitter()));
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 100) / 100.0;
    }

    /** {@code ByCaller} is written {@code byCaller} in records. */
    private static String word(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
