package io.tandem.control.activecall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a JSON object's fields: absent and {@code null} are the same, unknown fields are ignored, a wrong type is a
 * {@link Mismatch}.
 */
record JsonShape(JsonNode node, String path) {

    private static final long U32_MAX = 0xFFFF_FFFFL;

    /** A field is missing or has another type than expected. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    /** The first of {@code names} that is present and not null. */
    private JsonNode find(String... names) {
        for (String name : names) {
            JsonNode value = node.get(name);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    boolean has(String... names) {
        return !find(names).isMissingNode();
    }

    @Nullable
    String text(String... names) throws Mismatch {
        JsonNode value = find(names);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(names[0], value, "a string");
        }
        return value.textValue();
    }

    String requiredText(String name) throws Mismatch {
        String value = text(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    boolean flag(boolean absent, String... names) throws Mismatch {
        JsonNode value = find(names);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrong(names[0], value, "true or false");
        }
        return value.booleanValue();
    }

    /** An integer of 0–4294967295. */
    long unsigned(long absent, String... names) throws Mismatch {
        JsonNode value = find(names);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > U32_MAX) {
            throw wrong(names[0], value, "an integer of 0 to " + U32_MAX);
        }
        return value.longValue();
    }

    Duration millis(long absent, String... names) throws Mismatch {
        return Duration.ofMillis(unsigned(absent, names));
    }

    double number(double absent, String... names) throws Mismatch {
        JsonNode value = find(names);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isNumber()) {
            throw wrong(names[0], value, "a number");
        }
        return value.doubleValue();
    }

    @Nullable
    JsonShape object(String... names) throws Mismatch {
        JsonNode value = find(names);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            throw wrong(names[0], value, "an object");
        }
        return new JsonShape(value, path + names[0] + ".");
    }

    JsonShape requiredObject(String name) throws Mismatch {
        JsonShape value = object(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** A map of strings. */
    Map<String, String> texts(String... names) throws Mismatch {
        JsonShape map = object(names);
        if (map == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw map.wrong(entry.getKey(), entry.getValue(), "a string");
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        return texts;
    }

    Mismatch missing(String name) {
        return new Mismatch(path + name + ": missing (expected: a value; it is required)");
    }

    Mismatch wrong(String name, JsonNode value, String expected) {
        String shown = value.isContainerNode()
                ? value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                : value.toString();
        return new Mismatch(path + name + ": " + Excerpt.of(shown) + " (expected: " + expected + ")");
    }
}
