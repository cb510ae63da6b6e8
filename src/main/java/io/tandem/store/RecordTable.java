package io.tandem.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The table {@code call_record}: SQL that H2 and PostgreSQL both take, every value bound. Blocks. */
final class RecordTable {
    private static final String INSERT = "INSERT INTO call_record (" + String.join(", ", RecordRow.COLUMNS)
            + ") VALUES (:" + String.join(", :", RecordRow.COLUMNS) + ")";

    private RecordTable() {}

    /** Inserts all of them; one that is there already makes it fail. */
    static void insert(Handle handle, List<CallRecord> records) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        records.forEach(record -> batch.bindMap(RecordRow.of(record)).add());
        batch.execute();
    }

    static RecordPage find(Handle handle, RecordQuery query) {
        StringBuilder sql = new StringBuilder("SELECT * FROM call_record WHERE TRUE");
        Map<String, Object> values = new HashMap<>();
        String text = RecordRow.clean(query.text()).toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            sql.append(" AND search LIKE :text ESCAPE '!'");
            values.put("text", "%" + text.replaceAll("[!%_]", "!$0") + "%");
        }
        if (query.from() != null) {
            sql.append(" AND start_time >= :from");
            values.put("from", query.from());
        }
        if (query.to() != null) {
            sql.append(" AND start_time < :to");
            values.put("to", query.to());
        }
        RecordQuery.Cursor before = query.before();
        if (before != null) {
            sql.append(" AND (start_time < :time OR start_time = :time AND record_key < :key)");
            values.put("time", before.startTime());
            values.put("key", before.key());
        }
        sql.append(" ORDER BY start_time DESC, record_key DESC LIMIT :limit");
        // One more than asked for tells whether there is a next page.
        values.put("limit", query.limit() + 1);
        List<CallRecord> found = list(handle.createQuery(sql.toString()).bindMap(values));
        if (found.size() <= query.limit()) {
            return new RecordPage(found, null);
        }
        List<CallRecord> page = found.subList(0, query.limit());
        return new RecordPage(List.copyOf(page), RecordQuery.Cursor.of(page.get(page.size() - 1)));
    }

    static Optional<CallRecord> find(Handle handle, String id) {
        return list(handle.createQuery(
                                "SELECT * FROM call_record WHERE call_id = :id ORDER BY start_time DESC, record_key DESC LIMIT 1")
                        .bind("id", RecordRow.id(id)))
                .stream()
                .findFirst();
    }

    /** Deletes what started before; answers how many. */
    static int deleteBefore(Handle handle, Instant time) {
        return handle.createUpdate("DELETE FROM call_record WHERE start_time < :time")
                .bind("time", time)
                .execute();
    }

    private static List<CallRecord> list(Query query) {
        return query.map((row, context) -> RecordRow.read(row)).list();
    }
}
