package io.tandem.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Runs one command line: finds the sub-command, prints to the given writers, answers the exit code. */
public final class CommandLineInterface {
    private final ServerStarter starter;
    private final Map<String, String> environment;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param starter starts the server for {@code serve}
     * @param environment environment variables
     */
    public CommandLineInterface(
            ServerStarter starter, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        this.starter = starter;
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Blocks until the command is done; `serve` until the server has stopped. Answers the exit code of the process. */
    public int run(String... arguments) {
        Surroundings surroundings = new Surroundings(starter, environment);
        CommandLine commands = new CommandLine(new TandemCommand(surroundings));
        commands.addSubcommand(new ServeCommand(surroundings));
        commands.addSubcommand(new CheckCommand(surroundings));
        commands.addSubcommand(new DoctorCommand(surroundings));
        commands.addSubcommand(new PhoneCommand());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(out);
        commands.setErr(err);
        commands.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println(exception.getMessage() == null ? exception.toString() : exception.getMessage());
            return ExitCode.FAILED;
        });
        return commands.execute(arguments);
    }
}
