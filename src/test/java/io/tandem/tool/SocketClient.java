package io.tandem.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A controller for tests: queues of what came. */
public final class SocketClient implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    public final BlockingQueue<byte[]> audio = new LinkedBlockingQueue<>();
    public final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    public final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    /** Opens a socket; {@code query} and path are taken as they are. */
    public static SocketClient connect(HttpClient http, URI uri) throws Exception {
        SocketClient client = new SocketClient();
        client.socket = http.newWebSocketBuilder().buildAsync(uri, client).get(10, TimeUnit.SECONDS);
        return client;
    }

    public WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    /** Sends JSON whose quotes may be single ones. */
    public void send(String json) throws Exception {
        socket().sendText(json.replace('\'', '"'), true).get(10, TimeUnit.SECONDS);
    }

    public void send(byte[] bytes) throws Exception {
        socket().sendBinary(ByteBuffer.wrap(bytes), true).get(10, TimeUnit.SECONDS);
    }

    public JsonNode event() throws InterruptedException {
        JsonNode event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event in time").isNotNull();
        return event;
    }

    /** The next event of that name; those before it are passed over. */
    public JsonNode await(String name) throws InterruptedException {
        while (true) {
            JsonNode event = event();
            if (event.path("event").asText().equals(name)) {
                return event;
            }
        }
    }

    /** The name of an event. */
    public static String name(byte[] event) throws IOException {
        return JSON.readTree(event).path("event").asText();
    }

    /** Names of events up to and including {@code last}. */
    public List<String> namesUntil(String last) throws InterruptedException {
        List<String> names = new ArrayList<>();
        do {
            names.add(event().path("event").asText());
        } while (!names.get(names.size() - 1).equals(last));
        return names;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                events.add(JSON.readTree(text.toString()));
            } catch (Exception e) {
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            audio.add(binary.toByteArray());
            binary.reset();
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        pings.add(StandardCharsets.UTF_8.decode(message).toString());
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
