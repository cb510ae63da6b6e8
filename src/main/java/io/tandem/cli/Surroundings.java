package io.tandem.cli;

import io.tandem.config.Configuration;
import io.tandem.config.Fault;
import io.tandem.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the commands are given from outside. */
record Surroundings(ServerStarter starter, Map<String, String> environment) {

    /** The configuration, or empty after its faults were printed to {@code err}. */
    Optional<Configuration.Valid> configuration(ConfigOptions options, PrintWriter err) {
        Configuration read = Configuration.read(options.sources(environment));
        if (read instanceof Configuration.Valid valid) {
            return Optional.of(valid);
        }
        List<Fault> faults = ((Configuration.Invalid) read).faults();
        faults.forEach(fault -> err.println(fault.text()));
        err.println(
                faults.size() == 1 ? "1 fault in the configuration." : faults.size() + " faults in the configuration.");
        return Optional.empty();
    }

    /** Reads the configuration and runs the server until it stops; answers the exit code. */
    int serve(ConfigOptions options, PrintWriter err) throws InterruptedException {
        Optional<Settings> settings = configuration(options, err).map(Configuration.Valid::settings);
        if (settings.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        try {
            starter.start(settings.get()).awaitStop();
            return ExitCode.OK;
        } catch (ServerStarter.StartException e) {
            err.println("cannot start: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
