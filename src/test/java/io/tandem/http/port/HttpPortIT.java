package io.tandem.http.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a port owes its peers beside answers: order, flow, ends. */
class HttpPortIT {

    private static final ActorTestKit KIT = ActorTestKit.create("port");
    private static final ByteString BLOCK = ByteString.fromArray(new byte[16 * 1024]);

    private final CompletableFuture<HttpResponse> slow = new CompletableFuture<>();
    private final AtomicLong produced = new AtomicLong();
    private HttpPort port = bind(100, Duration.ZERO);

    @AfterEach
    void stop() {
        port.stop(Duration.ZERO)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @AfterAll
    static void stopActors() {
        KIT.shutdownTestKit();
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/a") + get("/b") + get("/c"));

            assertThat(read(socket, "/c!")).containsSubsequence("/a!", "/b!", "/c!");
        }
    }

    @Test
    void takesAHeadThatComesByteByByte() throws Exception {
        try (Socket socket = connect()) {
            for (char letter : get("/slowly").toCharArray()) {
                send(socket, String.valueOf(letter));
            }

            assertThat(read(socket, "/slowly!")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answersAPeerThatHasEndedItsSide() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = connect()) {
                send(socket, get("/half"));
                socket.shutdownOutput();

                assertThat(read(socket, "/half!")).startsWith("HTTP/1.1 200");
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void takesAnUploadOfAnySizeAndSaysSo() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n");
            socket.getOutputStream().write(new byte[5_000_000]);

            assertThat(read(socket, "!")).endsWith("/size 5000000!");
        }
    }

    @Test
    void producesNoMoreThanThePeerTakes() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/endless"));
            long[] before = {-1};
            await("a standstill").pollInterval(Duration.ofMillis(300)).until(() -> {
                boolean still = produced.get() == before[0];
                before[0] = produced.get();
                return still && before[0] > 0;
            });

            assertThat(produced.get() * BLOCK.size()).as("bytes").isLessThan(32 << 20);
            long stuck = produced.get();
            socket.getInputStream().readNBytes(64 << 20);
            assertThat(produced.get()).isGreaterThan(stuck);
        }
    }

    @Test
    void knowsWhoAsks() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/who"));

            assertThat(read(socket, "!")).endsWith("/who 127.0.0.1:" + socket.getLocalPort() + "!");
        }
    }

    @Test
    void answersGarbageWithAnErrorAndCloses() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "\u0001\u0002 nonsense\r\n\r\n");

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 501");
        }
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws Exception {
        stop();
        port = bind(1, Duration.ZERO);
        try (Socket first = connect()) {
            send(first, get("/a"));
            read(first, "/a!");
            try (Socket second = connect()) {
                assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 503");
            }
        }
        await("room again").ignoreExceptions().until(() -> {
            try (Socket third = connect()) {
                send(third, get("/a"));
                return read(third, "/a!").startsWith("HTTP/1.1 200");
            }
        });
    }

    @Test
    void closesAnIdleConnection() throws Exception {
        stop();
        port = bind(100, Duration.ofMillis(200));
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void drainsBeforeItStops() throws Exception {
        try (Socket idle = connect();
                Socket busy = connect();
                Socket stream = connect()) {
            send(idle, get("/a"));
            read(idle, "/a!");
            send(stream, get("/endless"));
            stream.getInputStream().readNBytes(100_000);
            send(busy, get("/wait"));
            await("the request").until(() -> slow.getNumberOfDependents() > 0);

            CompletableFuture<?> stopped = port.stop(Duration.ofSeconds(1)).toCompletableFuture();

            assertThat(idle.getInputStream().read()).as("closed at once").isEqualTo(-1);
            slow.complete(HttpResponse.create().withEntity("late!"));
            assertThat(read(busy, "late!")).contains("Connection: close");
            assertThat(busy.getInputStream().read()).isEqualTo(-1);
            stopped.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    private HttpPort bind(int maxConnections, Duration idleTimeout) {
        return HttpPort.bind(
                        KIT.system(), new PortSettings("127.0.0.1", 0, maxConnections, idleTimeout, null), this::answer)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = request.getUri().path();
        return switch (path) {
            case "/wait" -> slow.thenApply(answer -> answer);
            case "/size" ->
                request.entity()
                        .getDataBytes()
                        .runFold(0L, (sum, part) -> sum + part.size(), KIT.system())
                        .thenApply(size -> text(path + " " + size + "!"));
            case "/who" ->
                CompletableFuture.completedFuture(text(path + " "
                        + request.getAttribute(AttributeKeys.remoteAddress)
                                .map(peer -> peer.getAddress()
                                                .map(InetAddress::getHostAddress)
                                                .orElse("") + ":" + peer.getPort())
                                .orElse("nobody")
                        + "!"));
            case "/endless" ->
                CompletableFuture.completedFuture(HttpResponse.create()
                        .withEntity(HttpEntities.createChunked(ContentTypes.APPLICATION_OCTET_STREAM, endless())));
            default -> CompletableFuture.completedFuture(text(path + "!"));
        };
    }

    private Source<ByteString, NotUsed> endless() {
        return Source.repeat(BLOCK).map(block -> {
            produced.incrementAndGet();
            return block;
        });
    }

    private static HttpResponse text(String text) {
        return HttpResponse.create().withEntity(text);
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String read(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
