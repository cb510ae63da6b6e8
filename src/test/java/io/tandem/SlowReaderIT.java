package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.tandem.tool.ProcessUse;
import io.tandem.tool.SocketClient;
import io.tandem.tool.WavAudio;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred callers who stop reading while others listen. {@code -Dtandem.slow-reader.seconds=60} makes it long; nothing is
 * measured against a clock but two runs of the same server against each other.
 */
class SlowReaderIT {

    private static final int SLOW = 200;
    private static final int HEALTHY = 10;
    private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("tandem.slow-reader.seconds", 7));
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static TestNode node;
    private static String tone;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder, "");
        tone = WavAudio.tone(
                        folder.resolve("sounds/long.wav"),
                        16_000,
                        440,
                        STALL.multipliedBy(2).plusSeconds(60))
                .toString();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void harmNobodyAndMissNothingThatMatters() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < HEALTHY; i++) {
            listeners.add(Listener.join("healthy-" + i));
        }
        Heard alone = hear(listeners);
        List<SlowCaller> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(new SlowCaller("slow-" + i));
        }
        await("all of them play")
                .until(() -> node.status().at("/media/sessions").asInt() == SLOW + HEALTHY);
        long heap = ProcessUse.heapInUse();
        long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

        Heard together = hear(listeners);

        assertThat(together.frames).as("frames").isGreaterThan(alone.frames * 95 / 100);
        assertThat(together.late).as("late frames").isLessThanOrEqualTo(alone.late + alone.frames / 20);
        assertThat(ProcessUse.heapInUse() - heap).as("heap").isLessThan(40 * MIB);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - direct)
                .as("buffers")
                .isLessThan(64 * MIB);
        for (SlowCaller caller : slow) {
            caller.hangUp();
        }
        await("the end of the calls")
                .until(() -> node.status().at("/media/sessions").asInt() == HEALTHY);
        for (SlowCaller caller : slow) {
            assertThat(caller.eventsUntilClose()).endsWith("trackEnd", "hangup");
        }
        await("the count of what was lost").untilAsserted(() -> assertThat(
                        node.status().at("/control/droppedFrames").asLong())
                .isGreaterThan(SLOW));
        for (Listener listener : listeners) {
            listener.socket().abort();
        }
    }

    /** What all of them hear together in the time of a stall. */
    private static Heard hear(List<Listener> listeners) throws Exception {
        listeners.forEach(Listener::begin);
        long end = System.nanoTime() + STALL.toNanos();
        await().atMost(STALL.plusSeconds(10)).until(() -> System.nanoTime() >= end);
        return new Heard(
                listeners.stream().mapToLong(listener -> listener.frames.get()).sum(),
                listeners.stream().mapToLong(listener -> listener.late.get()).sum());
    }

    private record Heard(long frames, long late) {}

    private static String invite() {
        return "{\"command\":\"invite\",\"option\":{}}";
    }

    private static String play() {
        return "{\"command\":\"play\",\"url\":\"" + tone + "\"}";
    }

    /** A caller who listens, and counts. */
    private static final class Listener implements WebSocket.Listener {
        final AtomicLong frames = new AtomicLong();
        final AtomicLong late = new AtomicLong();
        private volatile long last;
        private WebSocket socket;

        static Listener join(String id) throws Exception {
            Listener listener = new Listener();
            listener.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(node.uri("ws", "/ws?dump=false&id=" + id), listener)
                    .get(10, TimeUnit.SECONDS);
            listener.socket.sendText(invite(), true).get(10, TimeUnit.SECONDS);
            listener.socket.sendText(play(), true).get(10, TimeUnit.SECONDS);
            await().until(() -> listener.frames.get() > 10);
            return listener;
        }

        WebSocket socket() {
            return socket;
        }

        void begin() {
            frames.set(0);
            late.set(0);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean whole) {
            long now = System.nanoTime();
            if (now - last > LATE_NANOS) {
                late.incrementAndGet();
            }
            last = now;
            frames.incrementAndGet();
            webSocket.request(1);
            return null;
        }
    }

    /** A caller on a socket of their own with a small window, who reads nothing until asked. */
    private static final class SlowCaller {
        private static final int TEXT = 1;
        private static final int CLOSE = 8;

        private final Socket socket = new Socket();
        private final DataInputStream in;

        SlowCaller(String id) throws IOException {
            socket.setReceiveBufferSize(32 * 1024);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.httpPort()));
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream()
                    .write(("GET /ws?dump=false&id=" + id + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            assertThat(head).startsWith("HTTP/1.1 101");
            send(invite());
            send(play());
        }

        void hangUp() throws IOException {
            send("{\"command\":\"hangup\"}");
        }

        /** One masked text frame; the mask is zero (RFC 6455 §5.3). */
        private void send(String text) throws IOException {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | TEXT));
            if (payload.length < 126) {
                frame.put((byte) (0x80 | payload.length));
            } else {
                frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
            }
            frame.putInt(0).put(payload);
            socket.getOutputStream().write(frame.array(), 0, frame.position());
        }

        List<String> eventsUntilClose() throws IOException {
            List<String> events = new ArrayList<>();
            int opcode;
            do {
                opcode = in.readByte() & 0xF;
                int length = in.readByte();
                byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
                if (opcode == TEXT) {
                    events.add(SocketClient.name(payload));
                }
            } while (opcode != CLOSE);
            socket.close();
            return events;
        }
    }
}
