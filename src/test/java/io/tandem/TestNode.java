package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.cli.ServerStarter.StartException;
import io.tandem.config.Configuration;
import io.tandem.config.Sources;
import io.tandem.tool.SocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;

/** A whole node in this JVM on free ports, configured as a person would: a folder with actors.conf. */
final class TestNode implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Node node;

    private TestNode(Node node) {
        this.node = node;
    }

    /** @param overrides HOCON of the {@code tandem} section, beside ports and folders that fit a test */
    static TestNode start(Path folder, String overrides) throws IOException, StartException {
        Path file = Files.writeString(
                folder.resolve("actors.conf"),
                """
                tandem {
                  http.port = 0
                  sip.port = 0
                  recording.folder = "%s"
                  playback.folders = ["%s"]
                  store { url = "jdbc:h2:file:%s", spill-file = "%s" }
                  # The machine may be busy with other things; a test that wants to be refused says so.
                  media.overload-lateness = 1s
                  shutdown-timeout = 1s
                  # Its native library is loaded by the tests that are about it.
                  webrtc.enabled = false
                  %s
                }
                """
                        .formatted(
                                folder.resolve("recordings"),
                                Files.createDirectories(folder.resolve("sounds")),
                                folder.resolve("records"),
                                folder.resolve("waiting.jsonl"),
                                overrides));
        Configuration read = Configuration.read(new Sources(Optional.of(file), Map.of(), Map.of()));
        if (read instanceof Configuration.Invalid invalid) {
            throw new IllegalArgumentException(invalid.faults().toString());
        }
        return new TestNode(Node.start(((Configuration.Valid) read).settings()));
    }

    int sipPort() {
        return node.sipPort();
    }

    int httpPort() {
        return node.httpPort();
    }

    JsonNode status() {
        return json("/status");
    }

    /** The JSON that a GET brings. */
    JsonNode json(String path) {
        return parsed(get(path).body());
    }

    /** The call records, newest first, once there are so many. */
    List<JsonNode> awaitRecords(int count) {
        Awaitility.await(count + " records")
                .ignoreExceptions()
                .until(() -> records().size() == count);
        return records();
    }

    /** The record of the only call that this node had and that has ended. */
    JsonNode onlyRecord() {
        Awaitility.await("the end of the call")
                .until(() -> status().at("/calls/running").asInt() == 0);
        return awaitRecords(1).get(0);
    }

    private List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        json("/console/api/cdrs").path("cdrs").forEach(records::add);
        return records;
    }

    URI uri(String scheme, String pathAndQuery) {
        return URI.create(scheme + "://127.0.0.1:" + httpPort() + pathAndQuery);
    }

    /** Opens a control socket. */
    SocketClient connect(String pathAndQuery) throws Exception {
        return SocketClient.connect(CLIENT, uri("ws", pathAndQuery));
    }

    /** The status that refuses a control socket. */
    int refusal(String pathAndQuery) throws Exception {
        try {
            connect(pathAndQuery).socket().abort();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
        throw new AssertionError(pathAndQuery + " was not refused");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri("http", path)).build());
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(uri("http", path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        node.stop();
    }
}
