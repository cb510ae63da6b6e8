package io.tandem.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tandem.call.CallType;
import io.tandem.call.Direction;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupReason;
import io.tandem.call.MediaQuality;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record as a row of {@code call_record}, both ways. */
final class RecordRow {
    static final List<String> COLUMNS = List.of(
            "record_key",
            "call_id",
            "call_type",
            "direction",
            "caller",
            "callee",
            "trunk",
            "agent",
            "codec",
            "start_time",
            "ring_time",
            "answer_time",
            "end_time",
            "hangup_reason",
            "hangup_text",
            "hangup_by",
            "sip_status",
            "q850",
            "recording",
            "extra",
            "quality",
            "node",
            "search");

    private static final int ID_LENGTH = 512;
    private static final int NAME_LENGTH = 255;
    private static final int TEXT_LENGTH = 1024;
    private static final int PATH_LENGTH = 4096;
    private static final int SEARCH_LENGTH = 8192;

    private RecordRow() {}

    /** The values of its columns. */
    static Map<String, Object> of(CallRecord record) {
        Map<String, Object> row = new HashMap<>();
        row.put("record_key", record.key());
        row.put("call_id", id(record.id()));
        row.put("call_type", record.type().name());
        row.put("direction", record.direction().name());
        row.put("caller", cut(record.caller(), TEXT_LENGTH));
        row.put("callee", cut(record.callee(), TEXT_LENGTH));
        row.put("trunk", cut(record.trunk(), NAME_LENGTH));
        row.put("agent", cut(record.agent(), NAME_LENGTH));
        row.put("codec", cut(record.codec(), NAME_LENGTH));
        row.put("start_time", record.startTime());
        row.put("ring_time", record.ringTime());
        row.put("answer_time", record.answerTime());
        row.put("end_time", record.endTime());
        row.put("hangup_reason", record.hangupReason().name());
        row.put("hangup_text", cut(record.hangupText(), TEXT_LENGTH));
        row.put("hangup_by", record.hangupBy().name());
        row.put("sip_status", record.sipStatus());
        row.put("q850", record.q850());
        row.put("recording", cut(record.recording(), PATH_LENGTH));
        row.put("extra", RecordJson.write(record.extra()));
        row.put("quality", record.quality() == null ? null : RecordJson.write(record.quality()));
        row.put("node", cut(record.node(), NAME_LENGTH));
        row.put("search", search(record));
        return row;
    }

    private static @Nullable String search(CallRecord record) {
        String all = Stream.of(
                        id(record.id()),
                        cut(record.caller(), TEXT_LENGTH),
                        cut(record.callee(), TEXT_LENGTH),
                        cut(record.trunk(), NAME_LENGTH),
                        cut(record.agent(), NAME_LENGTH),
                        record.codec(),
                        record.hangupReason().protocolName(),
                        cut(record.hangupText(), TEXT_LENGTH))
                .filter(part -> part != null)
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
        return cut(all, SEARCH_LENGTH);
    }

    /** The record of a row. */
    static CallRecord read(ResultSet row) throws SQLException {
        try {
            String quality = row.getString("quality");
            return new CallRecord(
                    row.getString("record_key"),
                    row.getString("call_id"),
                    CallType.valueOf(row.getString("call_type")),
                    Direction.valueOf(row.getString("direction")),
                    row.getString("caller"),
                    row.getString("callee"),
                    row.getString("trunk"),
                    row.getString("agent"),
                    row.getString("codec"),
                    row.getObject("start_time", OffsetDateTime.class).toInstant(),
                    time(row, "ring_time"),
                    time(row, "answer_time"),
                    row.getObject("end_time", OffsetDateTime.class).toInstant(),
                    HangupReason.valueOf(row.getString("hangup_reason")),
                    row.getString("hangup_text"),
                    HangupCause.Initiator.valueOf(row.getString("hangup_by")),
                    row.getInt("sip_status"),
                    row.getObject("q850", Integer.class),
                    row.getString("recording"),
                    texts(RecordJson.read(row.getString("extra"), Map.class)),
                    quality == null ? null : RecordJson.read(quality, MediaQuality.class),
                    row.getString("node"));
        } catch (JsonProcessingException e) {
            throw new SQLException("call_record " + row.getString("record_key") + ": a column is no JSON", e);
        }
    }

    private static Map<String, String> texts(Map<?, ?> tree) {
        return tree.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** An id as its column has it. */
    static @Nullable String id(String id) {
        return cut(id, ID_LENGTH);
    }

    /** What a column takes: far ends choose these texts, and a record must not be lost for their length. */
    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        String clean = clean(text);
        return clean.length() <= length ? clean : clean.substring(0, length);
    }

    /** PostgreSQL has no NUL in texts. */
    static String clean(String text) {
        return text.replace("\0", "");
    }
}
