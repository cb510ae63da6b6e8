package io.tandem.cli;

import io.tandem.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `tandem doctor`: looks at the machine with the eyes of the configuration. */
@Command(
        name = "doctor",
        description = "Say what works on this machine with this configuration, what does not, and what to do about it. "
                + "Exit code 1 when the server could not start; what is only missing does not count.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DoctorCommand(Surroundings surroundings) {
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
        List<Finding> findings = Examination.of(valid.get().settings());
        findings.forEach(finding -> out.println(finding.text()));
        boolean fatal = findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FATAL);
        return fatal ? ExitCode.FAILED : ExitCode.OK;
    }
}
