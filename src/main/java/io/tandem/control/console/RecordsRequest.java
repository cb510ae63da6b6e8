package io.tandem.control.console;

import io.tandem.store.RecordQuery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query string of {@code GET /console/api/cdrs}. */
final class RecordsRequest {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_TEXT = 200;
    private static final int SHOWN = 80;

    /** A parameter is wrong; the message is for the client. */
    static final class BadParameterException extends Exception {
        private static final long serialVersionUID = 1;

        BadParameterException(String name, String value, String expected) {
            super(name + ": " + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + " (expected: "
                    + expected + ")");
        }
    }

    private final Map<String, String> values;

    private RecordsRequest(Map<String, String> values) {
        this.values = values;
    }

    /** @param raw the query string as it came */
    static RecordQuery parse(String raw) throws BadParameterException {
        RecordsRequest request = new RecordsRequest(decoded(raw));
        String text = request.values.getOrDefault("q", "").strip();
        if (text.length() > MAX_TEXT) {
            throw new BadParameterException("q", text, "at most " + MAX_TEXT + " characters");
        }
        String time = "a time such as 2026-11-21T05:00:00Z";
        Integer limit = request.value("limit", "a whole number from 1 to " + MAX_LIMIT, RecordsRequest::limit);
        return new RecordQuery(
                text,
                request.value("from", time, Instant::parse),
                request.value("to", time, Instant::parse),
                limit == null ? DEFAULT_LIMIT : limit,
                request.value("before", "`next` of the page before", RecordQuery.Cursor::parse));
    }

    private <T> @Nullable T value(String name, String expected, Function<String, T> parse)
            throws BadParameterException {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            return null;
        }
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadParameterException(name, value, expected);
        }
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(text);
        }
        return limit;
    }

    private static Map<String, String> decoded(String raw) throws BadParameterException {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = pair.substring(0, equals);
                String value = pair.substring(equals + 1);
                try {
                    values.putIfAbsent(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new BadParameterException(name, value, "percent-encoded text");
                }
            }
        }
        return values;
    }
}
