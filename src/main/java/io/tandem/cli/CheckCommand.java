package io.tandem.cli;

import io.tandem.config.Configuration;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** `tandem check`: reads the configuration as the server would, and says everything that is wrong with it. */
@Command(
        name = "check",
        description = "Check the configuration without starting anything. Exit code 3 when it is wrong.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--print", description = "Print the configuration in force; secrets are masked.")
    private boolean print;

    @Spec
    private @Nullable CommandSpec spec;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Optional<Configuration.Valid> valid =
                surroundings.configuration(options, spec.commandLine().getErr());
        if (valid.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        out.print(print ? valid.get().print() : "The configuration is right.\n");
        out.flush();
        return ExitCode.OK;
    }
}
