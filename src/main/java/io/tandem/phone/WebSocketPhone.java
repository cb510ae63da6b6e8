package io.tandem.phone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.media.codec.AudioCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A caller that is a WebSocket: speaks the active-call protocol of {@code /call} and {@code /ws}. Audio goes as binary frames of 20 ms;
 * text frames are commands and events. The calling thread paces what is sent; the client's thread takes what comes.
 */
public final class WebSocketPhone {
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Microphone.FRAME_MILLIS);
    private static final int MAX_FRAME = 2_048;
    private static final Duration TEARDOWN = Duration.ofSeconds(4);

    private final URI uri;
    private final String token;
    private final Consumer<String> progress;

    /**
     * @param uri {@code ws://host:port/ws} (16 kHz PCM both ways) or {@code …/call}
     * @param token what the server wants as Bearer token, empty for none
     * @param progress hears one line a step of the call
     * @throws PhoneException when the URI is no WebSocket address
     */
    public WebSocketPhone(URI uri, String token, Consumer<String> progress) throws PhoneException {
        String scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
            throw new PhoneException("URL: " + uri + " (expected: ws://host:port/ws or ws://host:port/call)");
        }
        String path = uri.getPath();
        this.uri = path == null || path.isEmpty() || path.equals("/") ? uri.resolve("/ws") : uri;
        this.token = token;
        this.progress = progress;
    }

    /**
     * Makes the call; blocks until it is over.
     *
     * @param call its codec is what is sent
     * @param heard the codec of what comes: differs for PCM on {@code /call}, which answers with 8 kHz
     */
    public CallReport call(PhoneCall call, AudioCodec heard) throws PhoneException, InterruptedException {
        Incoming incoming = new Incoming(new Heard(heard));
        progress.accept("connecting to " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath());
        WebSocket socket = connect(incoming, call.answerTimeout());
        try {
            String codec = call.codec().name().toLowerCase(Locale.ROOT);
            await(socket.sendText("{\"command\":\"invite\",\"option\":{\"codec\":\"" + codec + "\"}}", true), "invite");
            incoming.answered(call.answerTimeout());
            progress.accept("answered: " + codec);
            // The client of this socket is its own controller, and nobody else plays anything: ask for the caller's
            // words back.
            await(socket.sendText("{\"command\":\"play\",\"url\":\"tandem:echo\"}", true), "play");
            talk(socket, call, incoming);
            if (!incoming.closed.isDone()) {
                progress.accept("hanging up");
                await(socket.sendText("{\"command\":\"hangup\"}", true), "hangup");
                incoming.awaitClosed();
            }
        } finally {
            socket.abort();
        }
        return incoming.heard.report();
    }

    private WebSocket connect(Incoming incoming, Duration timeout) throws PhoneException, InterruptedException {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(timeout);
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        return await(builder.buildAsync(uri, incoming), "connection");
    }

    private static void talk(WebSocket socket, PhoneCall call, Incoming incoming)
            throws PhoneException, InterruptedException {
        Microphone microphone = new Microphone(call.prompt(), call.codec());
        byte[] frame = new byte[MAX_FRAME];
        long start = System.nanoTime();
        for (long slot = 0; System.nanoTime() - start < call.length().toNanos() && !incoming.closed.isDone(); slot++) {
            int length = microphone.next(frame, 0);
            await(socket.sendBinary(ByteBuffer.wrap(Arrays.copyOf(frame, length)), true), "audio");
            long next = start + (slot + 1) * FRAME_NANOS;
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private static <T> T await(CompletableFuture<T> step, String what) throws PhoneException, InterruptedException {
        try {
            return step.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new PhoneException(what + ": " + PhoneException.reason(e), e);
        } catch (TimeoutException e) {
            throw new PhoneException(what + ": no progress for 10 s", e);
        }
    }

    /** What the server sends. Called by the WebSocket client, one call at a time. */
    private final class Incoming implements WebSocket.Listener {
        private final ObjectMapper json = new ObjectMapper();
        private final CompletableFuture<Void> answered = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private final Heard heard;

        Incoming(Heard heard) {
            this.heard = heard;
        }

        void answered(Duration timeout) throws PhoneException, InterruptedException {
            try {
                answered.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new PhoneException(PhoneException.reason(e), e);
            } catch (TimeoutException e) {
                throw new PhoneException("no answer event within " + timeout.toSeconds() + " s", e);
            }
        }

        void awaitClosed() throws InterruptedException {
            try {
                closed.get(TEARDOWN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                progress.accept("the server did not close the connection within " + TEARDOWN.toSeconds() + " s");
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                event(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            binary.writeBytes(part);
            if (last) {
                heard.packet(binary.toByteArray(), 0, binary.size());
                binary.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            end("the server closed the connection: " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end("connection lost: " + error);
        }

        private void end(String why) {
            answered.completeExceptionally(new IOException(why));
            closed.complete(null);
        }

        private void event(String message) {
            try {
                JsonNode event = json.readTree(message);
                String name = event.path("event").asText();
                progress.accept("event " + name);
                if (name.equals("answer")) {
                    answered.complete(null);
                } else if (name.equals("error")) {
                    progress.accept("error: " + event.path("error").asText());
                }
            } catch (JsonProcessingException e) {
                heard.malformed();
            }
        }
    }
}
