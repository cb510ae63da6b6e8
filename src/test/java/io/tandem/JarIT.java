package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a person runs it: another process, an empty folder, its own exit codes. */
class JarIT {
    private static final String JAR = System.getProperty("tandem.jar", "target/tandem.jar");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void needsTheJar() {
        Assumptions.assumeTrue(Files.exists(Path.of(JAR)), JAR + " is not built (mvn package builds it)");
    }

    @AfterEach
    void endWhatRuns() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void servesCallsUntilItIsToldToStop() throws Exception {
        int http = freePort();
        int sip = freePort();
        Process server = start("server.log", "serve", "--http", Integer.toString(http), "--sip", "127.0.0.1:" + sip);
        await("ready").atMost(Duration.ofSeconds(60)).until(() -> status(http, "/health/ready") == 200);
        await("its call records").until(() -> status(http, "/console/api/cdrs") == 200);
        assertThat(output("server.log"))
                .contains("Tandem ", " is up", "sip:127.0.0.1:" + sip, "http://127.0.0.1:" + http + "/");

        assertThat(run("ws.log", "phone", "ws", "ws://127.0.0.1:" + http + "/ws", "--seconds", "4"))
                .as(output("ws.log"))
                .isZero();
        // The demo greets before it echoes.
        assertThat(run("sip.log", "phone", "sip", "sip:demo@127.0.0.1:" + sip, "--seconds", "8"))
                .as(output("sip.log"))
                .isZero();

        server.destroy();
        assertThat(server.waitFor(40, TimeUnit.SECONDS)).as("it stops").isTrue();
        assertThat(server.exitValue()).as(output("server.log")).isZero();
    }

    @Test
    void checksAConfigurationAndSaysWhereItIsWrong() throws Exception {
        Files.writeString(folder.resolve("actors.conf"), "tandem {\n  http.port = 99999\n  sip.prot = 5060\n}\n");

        assertThat(run("check.log", "check")).isEqualTo(3);

        assertThat(output("check.log")).contains("actors.conf:2", "99999", "actors.conf:3", "prot");
    }

    @Test
    void examinesTheMachine() throws Exception {
        int code =
                run("doctor.log", "doctor", "--http", Integer.toString(freePort()), "--sip", "127.0.0.1:" + freePort());

        assertThat(code).as(output("doctor.log")).isZero();
        assertThat(output("doctor.log")).contains("silero");
    }

    private int run(String log, String... arguments) throws Exception {
        Process process = start(log, arguments);
        assertThat(process.waitFor(90, TimeUnit.SECONDS))
                .as("%s ends", List.of(arguments))
                .isTrue();
        return process.exitValue();
    }

    private Process start(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of(JAR).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }

    private String output(String log) throws IOException {
        Path file = folder.resolve(log);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static int status(int port, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
