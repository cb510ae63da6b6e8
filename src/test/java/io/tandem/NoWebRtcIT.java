package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.SocketClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without the native library of WebRTC: here a server whose class path lacks it. Everything else works, and it says what is missing. */
class NoWebRtcIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Process server;

    @AfterEach
    void stop() {
        server.destroyForcibly();
    }

    @Test
    void theServerRunsAndSaysWhatToInstall() throws Exception {
        int port = freePort();
        Path log = folder.resolve("log");
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPathWithoutNativeCode(),
                        Tandem.class.getName(),
                        "serve",
                        "--http",
                        Integer.toString(port),
                        "--sip",
                        "127.0.0.1:" + freePort())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await("ready").atMost(Duration.ofSeconds(60)).until(() -> isReady(port));

        Awaitility.await("the library was looked for")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get(port, "/status").body().contains("apt-get install libpulse0"));
        assertThat(get(port, "/status").body()).containsPattern("\"available\"\\s*:\\s*false");

        try {
            SocketClient.connect(HTTP, URI.create("ws://127.0.0.1:" + port + "/webrtc"));
            throw new AssertionError("/webrtc was not refused");
        } catch (ExecutionException e) {
            HttpResponse<?> refused = ((WebSocketHandshakeException) e.getCause()).getResponse();
            assertThat(refused.statusCode()).isEqualTo(503);
        }
        SocketClient audio = SocketClient.connect(HTTP, URI.create("ws://127.0.0.1:" + port + "/ws"));
        audio.send("{'command':'invite','option':{}}");
        audio.await("answer");
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            assertThat(lines.lines().collect(Collectors.joining("\n"))).contains("WebRTC");
        }
    }

    private static String classPathWithoutNativeCode() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.matches(".*webrtc-java-[\\d.]+-(linux|macos|windows)-.*"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            return get(port, "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
