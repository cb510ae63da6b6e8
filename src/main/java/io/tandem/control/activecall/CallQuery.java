package io.tandem.control.activecall;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a control WebSocket (spec 1.1), in both spellings, with our {@code resume} and {@code after}.
 *
 * @param id session id, null for a new one
 * @param rawId the id as it was written: clients send dialog ids without encoding, so a {@code %} may stand for itself
 * @param ping period of ping frames, zero for none
 * @param forward whether another node asks; then no call is created here
 * @param resume how long the call waits for its controller to come back
 * @param after sequence number of the last event the client has seen, null when it did not say
 * @param agent name of the agent that a new call comes with, null for none
 * @param binary whether an event stream has audio frames too
 */
record CallQuery(
        @Nullable String id,
        @Nullable String rawId,
        boolean dump,
        Duration ping,
        @Nullable String serverSideTrack,
        boolean forward,
        Duration resume,
        @Nullable Long after,
        @Nullable String agent,
        boolean binary) {

    /** A parameter has a value that makes no sense; the message names it. */
    static final class BadQuery extends Exception {
        private static final long serialVersionUID = 1;

        BadQuery(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MAX_ID_LENGTH = 256;
    private static final long DEFAULT_PING_SECONDS = 20;

    static CallQuery parse(String query, Duration maxResume) throws BadQuery {
        Map<String, String> raw = split(query);
        Map<String, String> values = new HashMap<>();
        raw.forEach((name, value) -> values.put(name, decode(value)));
        String id = name(values, "id");
        String track = name(values, "serverSideTrack", "server_side_track");
        Duration resume = Duration.ofSeconds(number(values, 0, "resume"));
        return new CallQuery(
                id,
                id == null ? null : raw.get("id"),
                flag(values, true, "dump", "dump_events"),
                Duration.ofSeconds(number(values, DEFAULT_PING_SECONDS, "ping", "ping_interval")),
                track,
                flag(values, false, "forward"),
                resume.compareTo(maxResume) > 0 ? maxResume : resume,
                first(values, "after") == null ? null : number(values, 0, "after"),
                name(values, "agent"),
                flag(values, true, "binary"));
    }

    private static @Nullable String first(Map<String, String> values, String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String name(Map<String, String> values, String... names) throws BadQuery {
        String value = first(values, names);
        if (value != null && (value.length() > MAX_ID_LENGTH || value.chars().anyMatch(Character::isISOControl))) {
            throw new BadQuery(names[0] + ": " + Excerpt.of(value).replaceAll("\\p{Cntrl}", "?")
                    + " (expected: at most " + MAX_ID_LENGTH + " printable characters)");
        }
        return value;
    }

    private static boolean flag(Map<String, String> values, boolean absent, String... names) throws BadQuery {
        String value = first(values, names);
        if (value == null) {
            return absent;
        }
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new BadQuery(names[0] + ": " + Excerpt.of(value) + " (expected: true, false, 1 or 0)");
        };
    }

    private static long number(Map<String, String> values, long absent, String... names) throws BadQuery {
        String value = first(values, names);
        if (value == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= 0xFFFF_FFFFL) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the answer for every bad value.
        }
        throw new BadQuery(names[0] + ": " + Excerpt.of(value) + " (expected: a number of 0 to 4294967295)");
    }

    private static Map<String, String> split(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decode(pair.substring(0, equals)), pair.substring(equals + 1));
            }
        }
        return values;
    }

    /** Percent decoding that leaves {@code +} and incomplete escapes alone: Call-IDs contain both (RFC 3261 §25.1, word). */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
