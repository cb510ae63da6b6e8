package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import io.tandem.tool.SocketClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets against the real registry. */
class ActiveCallSocketIT {

    @TempDir
    static Path dumps;

    static ActiveCallHarness server;

    @BeforeAll
    static void start() throws Exception {
        server = new ActiveCallHarness(dumps);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call", "/call/", "/call/websocket"})
    void runsAMinimalSession(String path) throws Exception {
        SocketClient socket = server.connect(path);
        socket.send("{'command':'invite','option':{'codec':'pcm','tts':{'provider':'x'}},'id':'1'}");

        assertThat(socket.namesUntil("answer").subList(0, 1)).containsExactly("trackStart");
        socket.send("{'command':'hangup','reason':'done'}");
        List<String> names = socket.namesUntil("hangup");

        assertThat(names).endsWith("trackEnd", "hangup");
        assertThat(socket.closed.get(10, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    @Test
    void numbersEventsAndAcknowledgesCommandsWithAnId() throws Exception {
        SocketClient socket = server.connect("/call?id=numbers");
        socket.send("{'command':'history','speaker':'bot','text':'hi','id':'h1'}");

        JsonNode history = socket.event();
        JsonNode ack = socket.event();
        assertThat(history.path("event").asText()).isEqualTo("addHistory");
        assertThat(ack.path("event").asText()).isEqualTo("ack");
        assertThat(ack.path("id").asText()).isEqualTo("h1");
        assertThat(ack.path("seq").asLong()).isGreaterThan(history.path("seq").asLong());
        socket.send("{'command':'hangup'}");
    }

    @Test
    void pingsAtOnceAndPeriodicallyWithTheTime() throws Exception {
        SocketClient socket = server.connect("/call?ping=1");

        for (int i = 0; i < 2; i++) {
            assertThat(socket.pings.poll(10, TimeUnit.SECONDS)).matches("20\\d\\d-.+\\+00:00");
        }
        SocketClient quiet = server.connect("/call?ping=0");
        quiet.send("{'command':'history','speaker':'a','text':'b'}");
        quiet.event();
        assertThat(quiet.pings).isEmpty();
        quiet.send("{'command':'hangup'}");
        socket.send("{'command':'hangup'}");
    }

    @Test
    void carriesAudioBothWays() throws Exception {
        SocketClient socket = server.connect("/call");
        server.audio.received.clear();
        socket.send(new byte[] {1, 2, 3});
        server.audio.send(new byte[] {4, 5});

        assertThat(server.audio.received.poll(10, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
        assertThat(socket.audio.poll(10, TimeUnit.SECONDS)).containsExactly(4, 5);
        socket.send("{'command':'hangup'}");
        socket.namesUntil("hangup");
    }

    @Test
    void survivesGarbageAndFramesThatAreTooLarge() throws Exception {
        SocketClient socket = server.connect("/call");
        Random random = new Random(7);
        socket.send("x".repeat((1 << 20) + 1));
        socket.send(new byte[ActiveCallHarness.MAX_AUDIO_FRAME + 1]);
        socket.socket().sendText("{\"command\":\"pau", false).get(10, TimeUnit.SECONDS);
        socket.socket().sendText("se\"}", true).get(10, TimeUnit.SECONDS);
        for (int i = 0; i < 200; i++) {
            socket.send(random.ints(random.nextInt(60), ' ', 0xD7FF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        socket.send("{'command':'history','speaker':'a','text':'still here'}");

        assertThat(socket.namesUntil("addHistory")).containsExactly("error", "addHistory");
        socket.send("{'command':'hangup'}");
        socket.namesUntil("hangup");
    }

    @Test
    void answersAMalformedCommandThatHasAnId() throws Exception {
        SocketClient socket = server.connect("/call");
        socket.send("{'command':'play','id':'p'}");

        JsonNode error = socket.event();
        assertThat(error.path("event").asText()).isEqualTo("error");
        assertThat(error.path("id").asText()).isEqualTo("p");
        socket.send("{'command':'hangup'}");
    }

    @Test
    void endsTheCallWhenItsSocketIsLost() throws Exception {
        SocketClient socket = server.connect("/call?id=lost");
        socket.send("{'command':'invite','option':{}}");
        socket.namesUntil("answer");
        socket.socket().abort();

        await().untilAsserted(() -> assertThat(server.get("/list").body()).doesNotContain("\"lost\""));
    }

    @Test
    void letsAControllerComeBackAndGoOnWhereItWas() throws Exception {
        SocketClient first = server.connect("/call?id=back&resume=60");
        first.send("{'command':'invite','option':{}}");
        first.namesUntil("answer");
        assertThatThrownBy(() -> server.connect("/call?id=back")).hasCauseInstanceOf(WebSocketHandshakeException.class);
        first.send("{'command':'history','speaker':'a','text':'one'}");
        long seen = first.event().path("seq").asLong();
        first.socket().abort();

        AtomicReference<SocketClient> second = new AtomicReference<>();
        await().ignoreExceptions().untilAsserted(() -> second.set(server.connect("/call?id=back&after=" + seen)));
        second.get().send("{'command':'history','speaker':'a','text':'two'}");
        assertThat(second.get().event().path("text").asText()).isEqualTo("two");
        second.get().send("{'command':'hangup'}");
        second.get().namesUntil("hangup");
    }

    @Test
    void attachesToAPendingCallByItsUnencodedDialogId() throws Exception {
        String id = "a+b%7Ec@10.0.0.1:5060-x-y";
        server.inbound(id, AudioFeed.NONE);

        try (Socket raw = new Socket("127.0.0.1", server.port())) {
            raw.getOutputStream()
                    .write(("GET /call/sip?id=" + id + "&dump=true HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(raw.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(answer.readLine()).contains("101");
        }
    }

    @Test
    void pushesTheAudioOfASipCallWhenAsked() throws Exception {
        AtomicReference<Consumer<byte[]>> subscriber = new AtomicReference<>();
        AtomicReference<Boolean> closed = new AtomicReference<>(false);
        server.inbound("fed", frames -> {
            subscriber.set(frames);
            return () -> closed.set(true);
        });
        SocketClient socket = server.connect("/call/sip?id=fed");
        socket.send("{'command':'accept','option':{'subscribe':true}}");
        assertThat(socket.namesUntil("answer")).containsExactly("incoming", "trackStart", "answer");
        await().until(() -> subscriber.get() != null);
        subscriber.get().accept(new byte[] {1, 9, 9});

        assertThat(socket.audio.poll(10, TimeUnit.SECONDS)).containsExactly(1, 9, 9);
        socket.send("{'command':'hangup'}");
        socket.namesUntil("hangup");
        await().until(closed::get);
    }

    @Test
    void dumpsEventsAndCommands() throws Exception {
        SocketClient socket = server.connect("/call?id=dump%2F..%2Fed");
        socket.send("{'command':'invite','option':{'asr':{'secretKey':'hush'}}}");
        socket.namesUntil("answer");
        socket.send("{'command':'hangup'}");
        socket.namesUntil("hangup");

        Path dump = dumps.resolve("dump_.._ed.events.jsonl");
        await().untilAsserted(
                        () -> assertThat(Files.readString(dump)).contains("\\\"hangup\\\"", "\"type\":\"command\""));
        assertThat(Files.readString(dump)).contains("\"type\":\"event\"").doesNotContain("hush");
        SocketClient silent = server.connect("/call?id=undumped&dump=false");
        silent.send("{'command':'hangup'}");
        silent.namesUntil("hangup");
        assertThat(dumps.resolve("undumped.events.jsonl")).doesNotExist();
    }

    @Test
    void neverHoldsACallBackForASlowReader() throws Exception {
        WebSocket slow = server.connect("/call?id=slow&dump=false", new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket webSocket) {
                // Asks for nothing: the socket's buffers fill up.
            }
        });
        String filler = "x".repeat(20_000);
        LiveCall call = find("slow");
        for (int i = 0; i < 3_000; i++) {
            call.actor().tell(new CallActor.Execute(new Command.History("a", filler), null, null));
        }
        call.actor().tell(new CallActor.Execute(new Command.Hangup(null, null, Map.of()), null, null));

        await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> call.events().closed());
        slow.abort();
    }

    private LiveCall find(String id) {
        akka.actor.testkit.typed.javadsl.TestProbe<java.util.Optional<LiveCall>> probe = server.kit.createTestProbe();
        server.registry.tell(new io.tandem.call.CallRegistry.Find(id, probe.getRef()));
        return probe.receiveMessage().orElseThrow();
    }
}
