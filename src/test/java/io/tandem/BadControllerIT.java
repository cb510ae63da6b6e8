package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.tool.ProcessUse;
import io.tandem.tool.SocketClient;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers that send nonsense, too much, or do not read: none of it ends or slows a call. */
class BadControllerIT {
    private static final int OPCODE_TEXT = 1;
    private static final int HUGE = 100 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder, "");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void goesOnAfterGarbageFragmentsAndOddChunks() throws Exception {
        SocketClient socket = invite("garbage");
        Random random = new Random(5);
        for (String text :
                List.of("{", "[]", "null", "\"x\"", "{\"command\":7}", "{\"command\":\"" + "x".repeat(70_000))) {
            socket.send(text);
        }
        for (int size : new int[] {0, 1, 3, 641, 7_777, 65_536, 65_537, 200_000}) {
            byte[] chunk = new byte[size];
            random.nextBytes(chunk);
            socket.send(chunk);
        }
        for (int i = 0; i < 5_000; i++) {
            socket.send(new byte[] {(byte) i});
        }
        String command = "{\"command\":\"history\",\"speaker\":\"a\",\"text\":\"still here\"}";
        for (int i = 0; i < command.length(); i++) {
            socket.socket()
                    .sendText(command.substring(i, i + 1), i == command.length() - 1)
                    .get(10, TimeUnit.SECONDS);
        }

        assertThat(socket.event().path("text").asText()).isEqualTo("still here");
        assertThat(node.status().at("/control/malformed").asLong()).isGreaterThanOrEqualTo(8);
        assertThat(node.get("/metrics").body()).contains("tandem_control_malformed_total");
        socket.send("{'command':'hangup'}");
        socket.await("hangup");
    }

    @ParameterizedTest
    @ValueSource(ints = {OPCODE_TEXT, 2})
    void readsAHugeFrameAwayWithoutKeepingIt(int opcode) throws Exception {
        long malformed = node.status().at("/control/malformed").asLong();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.httpPort())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(("GET /ws?id=huge-" + opcode + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[12];
            socket.getInputStream().readNBytes(answer, 0, answer.length);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
            long heap = ProcessUse.heapInUse();

            // RFC 6455 §5.2: final frame, masked with zeros, 64-bit length.
            out.writeByte(0x80 | opcode);
            out.writeByte(0x80 | 127);
            out.writeLong(HUGE);
            out.writeInt(0);
            byte[] piece = new byte[1 << 20];
            java.util.Arrays.fill(piece, (byte) 'x');
            for (int sent = piece.length; sent < HUGE; sent += piece.length) {
                out.write(piece);
            }
            assertThat(ProcessUse.heapInUse() - heap)
                    .as("heap of an unfinished frame")
                    .isLessThan(16 << 20);
            out.write(piece);

            await("refused by its limit")
                    .until(() -> node.status().at("/control/malformed").asLong() == malformed + 1);
            assertThat(node.get("/list").body()).contains("\"huge-" + opcode + "\"");
        }
    }

    @Test
    void keepsWhatMattersForAReaderThatStops() throws Exception {
        SlowReader reader = new SlowReader();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(node.uri("ws", "/ws?id=slow"), reader)
                .get(10, TimeUnit.SECONDS);
        send(socket, "{\"command\":\"invite\",\"option\":{}}");
        String history = "{\"command\":\"history\",\"speaker\":\"a\",\"text\":\"" + "x".repeat(4_000) + "\"}";
        for (int i = 0; i < 5_000; i++) {
            send(socket, history);
        }
        send(socket, "{\"command\":\"hangup\"}");
        await("the end of the call")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !node.get("/list").body().contains("\"slow\""));

        socket.request(Long.MAX_VALUE);

        await("everything that is left").atMost(Duration.ofSeconds(20)).until(() -> reader.names.contains("hangup"));
        assertThat(reader.names).startsWith("trackStart", "answer").endsWith("trackEnd", "hangup");
        assertThat(reader.seqs).isSorted();
        assertThat(node.status().at("/control/missedEvents").asLong())
                .as("history that was lost; copies of commands count too")
                .isGreaterThanOrEqualTo(5_004L - reader.names.size());
    }

    private static SocketClient invite(String id) throws Exception {
        SocketClient socket = node.connect("/ws?id=" + id);
        socket.send("{'command':'invite','option':{}}");
        assertThat(socket.namesUntil("answer")).containsExactly("trackStart", "answer");
        return socket;
    }

    private static void send(WebSocket socket, String text) throws Exception {
        socket.sendText(text, true).get(20, TimeUnit.SECONDS);
    }

    /** Reads nothing until it is told to. */
    private static final class SlowReader implements WebSocket.Listener {
        final List<String> names = new CopyOnWriteArrayList<>();
        final List<Long> seqs = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket webSocket) {
            // Asks for nothing yet.
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode event = JSON.readTree(text.toString());
                    names.add(event.path("event").asText());
                    seqs.add(event.path("seq").asLong());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                text.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            return null;
        }
    }
}
