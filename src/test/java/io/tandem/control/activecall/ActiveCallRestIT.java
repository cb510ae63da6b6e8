package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.SocketClient;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST part, and what is refused, over real sockets. */
class ActiveCallRestIT {

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

    @Test
    void listsAndKillsCalls() throws Exception {
        SocketClient socket = server.connect("/call?id=listed");
        socket.send("{'command':'invite','option':{'codec':'pcm','asr':{'secretKey':'hush'}}}");
        socket.namesUntil("answer");

        assertThat(server.get("/list").body())
                .contains("\"id\":\"listed\",\"callType\":\"webSocket\",\"cs.option\":{", "\"ringTime\":null")
                .doesNotContain("hush");
        assertThat(server.get("/kill/listed").body()).isEqualTo("{\"status\":\"killed\",\"id\":\"listed\"}");
        socket.namesUntil("hangup");
        assertThat(server.get("/kill/nobody").statusCode()).isEqualTo(404);
        assertThat(server.get("/kill/nobody").body()).isEqualTo("{\"status\":\"not_found\",\"id\":\"nobody\"}");
    }

    @Test
    void takesCommandsByPost() throws Exception {
        SocketClient socket = server.connect("/call?id=posted");
        String hello = "{\"command\":\"history\",\"speaker\":\"a\",\"text\":\"b\"}";

        assertThat(server.post("/command/posted", "application/json", hello).body())
                .isEqualTo("{\"status\":\"sent\",\"id\":\"posted\"}");
        assertThat(socket.event().path("text").asText()).isEqualTo("b");
        assertThat(server.post("/command/posted", "application/json", "{").statusCode())
                .isEqualTo(400);
        assertThat(server.post("/command/posted", "text/plain", hello).statusCode())
                .isEqualTo(415);
        assertThat(server.post("/command/posted", "application/json", "{}").statusCode())
                .isEqualTo(422);
        assertThat(server.post("/command/nobody", "application/json", hello).statusCode())
                .isEqualTo(404);
        assertThat(server.post("/command/posted", "application/json", "x".repeat(2 << 20))
                        .statusCode())
                .isEqualTo(413);
        assertThat(server.get("/command/posted").statusCode()).isEqualTo(405);
        socket.send("{'command':'hangup'}");
    }

    @Test
    void streamsEventsAndCommandsUntilTheCallEnds() throws Exception {
        assertThat(server.get("/events/nobody").statusCode()).isEqualTo(404);
        assertThat(server.get("/events/nobody").body()).isEqualTo("track not active");
        SocketClient socket = server.connect("/call?id=streamed");
        HttpRequest request = HttpRequest.newBuilder(server.uri("http", "/events/streamed?after=0"))
                .build();
        try (InputStream body =
                server.client.send(request, BodyHandlers.ofInputStream()).body()) {
            socket.send("{'command':'hangup'}");

            String stream = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(stream)
                    .contains("event: command\nid: 1\ndata: {\"command\":\"hangup\"}\n\n")
                    .contains("event: event\nid: 2\ndata: {\"event\":\"hangup\"");
        }
    }

    @Test
    void startsACallWithTheAgentItAsksFor() throws Exception {
        assertThat(server.get("/agents").body())
                .isEqualTo("{\"agents\":[{\"name\":\"greeter\",\"type\":\"webhook\"}]}");

        SocketClient socket = server.connect("/call?agent=greeter");

        assertThat(socket.await("addHistory").path("text").asText()).isEqualTo("hello");
        assertThat(refused("/call?agent=nobody")).isEqualTo(404);
        assertThat(server.get("/list").body()).contains("\"active_calls\":[{").doesNotContain("},{");
        socket.send("{'command':'hangup'}");
        socket.await("hangup");
    }

    @Test
    void refusesWhatItDoesNotOfferWithAReason() throws Exception {
        assertThat(refused("/call/webrtc")).isEqualTo(501);
        assertThat(refused("/webrtc")).isEqualTo(501);
        assertThat(refused("/call/sip")).isEqualTo(501);
        assertThat(refused("/ws")).isEqualTo(503);
        assertThat(refused("/call?id=unknown&forward=true")).isEqualTo(404);
        assertThat(refused("/call?dump=yes")).isEqualTo(400);
        assertThat(refused("/nowhere")).isEqualTo(404);
        assertThat(server.get("/call").statusCode()).isEqualTo(400);
        assertThat(server.get("/iceservers").body())
                .isEqualTo(
                        "[{\"urls\":[\"stun:stun.l.google.com:19302\"],\"username\":null,\"credential\":null,\"credential_type\":\"password\"}]");
    }

    private int refused(String path) throws Exception {
        try {
            server.connect(path);
            return 101;
        } catch (ExecutionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
