package io.tandem.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `tandem` alone: the same as `tandem serve`. */
@Command(
        name = "tandem",
        description = "Call-control server for voice AI. Without a sub-command it serves.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it was tried and failed (start, check of the machine, no audio came back)",
            "2:the command line is wrong",
            "3:the configuration is wrong"
        })
final class TandemCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private @Nullable CommandSpec spec;

    TandemCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        return surroundings.serve(
                options, Objects.requireNonNull(spec).commandLine().getErr());
    }
}
