package io.tandem.frontend.sip.stack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A final response other than 2xx that is still to be sent; {@code phrase} null for the usual one. */
public record Rejection(int status, @Nullable String phrase, Map<String, String> headers) {

    public static Rejection of(int status) {
        return new Rejection(status, null, Map.of());
    }

    public static Rejection of(int status, String header, String value) {
        return new Rejection(status, null, Map.of(header, value));
    }

    static Rejection saying(int status, String phrase) {
        return new Rejection(status, phrase, Map.of());
    }
}
