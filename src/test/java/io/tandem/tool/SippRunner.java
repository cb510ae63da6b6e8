package io.tandem.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs scenarios of src/test/resources/sipp with SIPp against a server on the loopback address. */
public final class SippRunner {
    private static final int TIMEOUT_SECONDS = 25;
    private static final String OUTPUT = "output.log";

    /** Many calls get more time: this many a second are certain to be made. */
    private static final int SLOWEST_RATE = 50;

    private SippRunner() {}

    /** How a run ended: SIPp's exit code (0 = every call as the scenario says) and what it wrote. */
    public record Result(int exitCode, String output) {}

    /** Makes one call over UDP. */
    public static Result call(String scenario, int serverPort, String... options) {
        return call(scenario, serverPort, 1, options);
    }

    /** Makes calls; {@code options} are added to SIPp's command line. */
    public static Result call(String scenario, int serverPort, int calls, String... options) {
        try {
            Path folder = Files.createTempDirectory("sipp");
            try {
                return run(folder, scenario, serverPort, calls, options);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A SIPp that waits for one call, as the scenario says. */
    public static final class Callee implements AutoCloseable {
        private final int port;
        private final Path folder;
        private final Process process;

        private Callee(int port, Path folder, Process process) {
            this.port = port;
            this.folder = folder;
            this.process = process;
        }

        /** What to call. */
        public String uri() {
            return "sip:callee@127.0.0.1:" + port;
        }

        /** Waits for the end of the call. */
        public Result result() throws IOException, InterruptedException {
            return ended(process, folder, TIMEOUT_SECONDS);
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            delete(folder);
        }
    }

    /** Starts a callee on UDP, or as {@code options} say. */
    public static Callee callee(String scenario, String... options) throws IOException {
        Path folder = Files.createTempDirectory("sipp");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("sipp"));
        command.addAll(arguments(scenario, port, 1, TIMEOUT_SECONDS));
        command.addAll(List.of(options));
        return new Callee(port, folder, start(folder, command));
    }

    private static Result run(Path folder, String scenario, int serverPort, int calls, String... options)
            throws IOException, InterruptedException {
        int timeoutSeconds = TIMEOUT_SECONDS + calls / SLOWEST_RATE;
        List<String> command = new ArrayList<>(List.of("sipp", "127.0.0.1:" + serverPort));
        command.addAll(arguments(scenario, freePort(), calls, timeoutSeconds));
        command.addAll(List.of("-s", "agent"));
        command.addAll(List.of(options));
        return ended(start(folder, command), folder, timeoutSeconds);
    }

    private static List<String> arguments(String scenario, int port, int calls, int timeoutSeconds) {
        return List.of(
                "-sf",
                file(scenario).toString(),
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-m",
                Integer.toString(calls),
                "-timeout",
                timeoutSeconds + "s",
                "-timeout_error",
                "-trace_err",
                "-error_file",
                "errors.log",
                "-nostdin");
    }

    private static Process start(Path folder, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .start();
    }

    private static Result ended(Process process, Path folder, int timeoutSeconds)
            throws IOException, InterruptedException {
        if (!process.waitFor(timeoutSeconds + 10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Path errors = folder.resolve("errors.log");
        String text = Files.exists(errors) ? Files.readString(errors, StandardCharsets.ISO_8859_1) : "";
        return new Result(
                process.waitFor(), text + tail(Files.readString(folder.resolve(OUTPUT), StandardCharsets.ISO_8859_1)));
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 2000));
    }

    private static Path file(String scenario) {
        URL resource = SippRunner.class.getResource("/sipp/" + scenario + "/scenario.xml");
        if (resource == null) {
            throw new IllegalArgumentException("no scenario " + scenario);
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(scenario, e);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
