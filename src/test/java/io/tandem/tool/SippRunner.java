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

    private static Result run(Path folder, String scenario, int serverPort, int calls, String... options)
            throws IOException, InterruptedException {
        int timeoutSeconds = TIMEOUT_SECONDS + calls / SLOWEST_RATE;
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                "127.0.0.1:" + serverPort,
                "-sf",
                file(scenario).toString(),
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(freePort()),
                "-m",
                Integer.toString(calls),
                "-timeout",
                timeoutSeconds + "s",
                "-timeout_error",
                "-trace_err",
                "-error_file",
                "errors.log",
                "-nostdin",
                "-s",
                "agent"));
        command.addAll(List.of(options));
        Path output = folder.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(timeoutSeconds + 10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Path errors = folder.resolve("errors.log");
        String text = Files.exists(errors) ? Files.readString(errors, StandardCharsets.ISO_8859_1) : "";
        return new Result(process.waitFor(), text + tail(Files.readString(output, StandardCharsets.ISO_8859_1)));
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
