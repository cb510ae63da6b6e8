package io.tandem.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, newest first.
 *
 * @param text part of id, party, trunk, agent, codec or reason in any case; empty for all
 * @param from earliest start, inclusive
 * @param to latest start, exclusive
 * @param limit most records of one page
 * @param before where the page before ended, null for the first page
 */
public record RecordQuery(
        String text, @Nullable Instant from, @Nullable Instant to, int limit, RecordQuery.@Nullable Cursor before) {

    /**
     * A place in the order of all records, which new ones do not move.
     *
     * @param startTime of the last record of a page
     * @param key of that record
     */
    public record Cursor(Instant startTime, String key) {

        /** @throws IllegalArgumentException when it is none */
        public static Cursor parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 1 || !text.matches("-?\\d{1,15}\\.[0-9a-f-]{36}")) {
                throw new IllegalArgumentException(text);
            }
            return new Cursor(Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot))), text.substring(dot + 1));
        }

        /** What {@link #parse} reads. */
        public String text() {
            return startTime.toEpochMilli() + "." + key;
        }

        static Cursor of(CallRecord record) {
            return new Cursor(record.startTime(), record.key());
        }
    }
}
