package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.SocketClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that loses its connection: what the call does then, and what the next connection gets. */
class ResumeIT {
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
    void goesOnWhereTheLostConnectionWas() throws Exception {
        SocketClient first = invite("/ws?id=back&resume=5");
        long seen = history(first, "one");
        first.socket().abort();
        String played = "{\"command\":\"play\",\"url\":\"tandem:tone\",\"playId\":\"meanwhile\"}";
        node.post("/command/back", "application/json", played);

        SocketClient second = node.connect("/ws?id=back&resume=5&after=" + seen);

        JsonNode next = second.event();
        assertThat(next.path("playId").asText()).isEqualTo("meanwhile");
        assertThat(next.path("seq").asLong())
                .as("the command is one entry of the log")
                .isEqualTo(seen + 2);
        assertThat(second.audio.poll(10, TimeUnit.SECONDS)).as("audio goes on").hasSize(640);
        second.send("{'command':'hangup'}");
        assertThat(second.namesUntil("hangup")).endsWith("trackEnd", "hangup");
    }

    @Test
    void endsACallAtOnceWhoseControllerWillNotComeBack() throws Exception {
        invite("/ws?id=gone").socket().abort();

        await("no call").until(() -> !node.get("/list").body().contains("\"gone\""));
        SocketClient late = node.connect("/ws?id=gone&after=0");
        assertThat(late.namesUntil("hangup")).containsExactly("trackStart", "answer", "trackEnd", "hangup");
        assertThat(late.closed.get(10, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    @Test
    void endsACallWhoseControllerDoesNotComeBackInTime() throws Exception {
        invite("/ws?id=late&resume=1").socket().abort();

        await("no call").until(() -> !node.get("/list").body().contains("\"late\""));
    }

    @Test
    void takesOverFromAConnectionThatOnlySeemsToLive() throws Exception {
        SocketClient old = invite("/ws?id=half-open");
        long seen = history(old, "one");
        assertThat(node.refusal("/ws?id=half-open")).as("a stranger").isEqualTo(409);
        assertThat(node.refusal("/ws?id=half-open&resume=5"))
                .as("a second agent")
                .isEqualTo(409);

        SocketClient fresh = node.connect("/ws?id=half-open&after=" + seen);

        assertThat(old.closed.get(10, TimeUnit.SECONDS)).isEqualTo(4001);
        history(fresh, "two");
        fresh.send("{'command':'play','url':'tandem:tone'}");
        assertThat(fresh.audio.poll(10, TimeUnit.SECONDS))
                .as("audio moves with control")
                .hasSize(640);
        assertThat(node.get("/list").body()).contains("\"half-open\"");
        fresh.send("{'command':'hangup'}");
        assertThat(fresh.namesUntil("hangup")).endsWith("hangup");
    }

    private static SocketClient invite(String pathAndQuery) throws Exception {
        SocketClient socket = node.connect(pathAndQuery);
        socket.send("{'command':'invite','option':{}}");
        assertThat(socket.namesUntil("answer")).isEqualTo(List.of("trackStart", "answer"));
        return socket;
    }

    /** Makes an event; answers its number. */
    private static long history(SocketClient socket, String text) throws Exception {
        socket.send("{'command':'history','speaker':'a','text':'" + text + "'}");
        JsonNode event = socket.event();
        assertThat(event.path("text").asText()).isEqualTo(text);
        return event.path("seq").asLong();
    }
}
