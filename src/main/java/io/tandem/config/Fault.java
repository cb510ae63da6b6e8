package io.tandem.config;

/**
 * Something wrong in the configuration.
 *
 * @param origin file and line, environment variable or flag it comes from
 * @param path the key, from the root
 * @param value the offending value, masked when it may be a secret
 * @param expected what would have been right
 */
public record Fault(String origin, String path, String value, String expected) {

    /** One line, as `tandem check` and a refused start print it. */
    public String text() {
        return "%s: %s: %s (expected: %s)".formatted(origin, path, value, expected);
    }
}
