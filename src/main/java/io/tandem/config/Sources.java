package io.tandem.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration comes from, beside the built-in manual.
 *
 * @param file the file given with --config; empty = actors.conf of the working directory, if there is one
 * @param environment environment variables
 * @param flags values of command-line flags by path, each with the flag it came from
 */
public record Sources(Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags) {

    /** The file that is read when none is named. */
    public static final String DEFAULT_FILE = "actors.conf";

    /** The folder beside it whose *.conf files hold trunks and routes. */
    public static final String SIP_FOLDER = "sip-config";

    /** A command-line flag: how it is spelt, and its value as configuration knows it (text, number or list). */
    public record Flag(String name, Object value) {}

    /** The built-in manual, the file of the working directory and the process's own environment. */
    public static Sources ofProcess() {
        return new Sources(Optional.empty(), System.getenv(), Map.of());
    }
}
