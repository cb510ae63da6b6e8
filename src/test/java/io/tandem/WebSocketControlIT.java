package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.tool.SocketClient;
import io.tandem.tool.WavAudio;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a controller asks of a WebSocket call and what it is told, against a whole node. */
class WebSocketControlIT {
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

    @ParameterizedTest
    @CsvSource({
        "/etc/hostname, expected",
        "../actors.conf, expected",
        "absent.wav, not found",
        "http://127.0.0.1:9/x.wav, expected",
        "tandem:no, expected"
    })
    void saysWhyAPromptCannotBePlayed(String url, String why) throws Exception {
        SocketClient socket = invite("prompt-" + url.hashCode(), "");
        socket.send("{'command':'play','url':'" + url + "','playId':'p'}");

        assertThat(socket.event().path("event").asText()).isEqualTo("trackStart");
        JsonNode error = socket.event();
        assertThat(error.path("event").asText()).isEqualTo("error");
        assertThat(error.path("sender").asText()).isEqualTo("filetrack: " + url);
        assertThat(error.path("error").asText()).contains(why);
        JsonNode end = socket.event();
        assertThat(end.path("event").asText()).isEqualTo("trackEnd");
        assertThat(end.path("playId").asText()).isEqualTo("p");
        hangUp(socket);
    }

    @Test
    void hangsUpAfterTheLastPrompt() throws Exception {
        SocketClient socket = invite("auto-hangup", "");
        socket.send("{'command':'play','url':'" + shortTone() + "','autoHangup':true}");

        assertThat(socket.namesUntil("hangup")).containsExactly("trackStart", "trackEnd", "trackEnd", "hangup");
        assertThat(socket.closed.join()).isEqualTo(1000);
    }

    @Test
    void saysThatNoInputCameAfterAPrompt() throws Exception {
        SocketClient socket = invite("wait-input", "");
        socket.send("{'command':'play','url':'" + shortTone() + "','waitInputTimeout':200}");

        assertThat(socket.namesUntil("trackEnd")).containsExactly("trackStart", "trackEnd");
        JsonNode silence = socket.event();
        assertThat(silence.path("event").asText()).isEqualTo("silence");
        assertThat(silence.path("trackId").asText()).isEqualTo("server-side-track");
        assertThat(silence.path("duration").asLong()).isEqualTo(200);
        hangUp(socket);
    }

    @Test
    void endsACallThatNobodySpeaksIn() throws Exception {
        SocketClient socket = invite("inactive", "'inactivityTimeout':1");

        assertThat(socket.event().path("event").asText()).isEqualTo("inactivity");
        assertThat(socket.await("hangup").path("reason").asText()).isEqualTo("Some(InactivityTimeout)");
    }

    @Test
    void namesAfterTheAnswerWhatItDoesNotOffer() throws Exception {
        SocketClient socket = invite("unavailable", "'asr':{'provider':'tencent'},'denoise':true,'eou':{}");

        List<String> errors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            errors.add(socket.await("error").path("error").asText());
        }
        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "asr: speech recognition is not offered by this server",
                        "denoise: noise suppression is not offered by this server",
                        "eou: end-of-utterance detection is not offered by this server");
        for (String command : List.of("tts", "refer", "message")) {
            socket.send("{'command':'" + command
                    + "','text':'t','caller':'c','callee':'c','body':'b','targetSessionId':'x','id':'" + command
                    + "'}");
            JsonNode error = socket.event();
            assertThat(error.path("event").asText()).isEqualTo("error");
            assertThat(error.path("id").asText()).isEqualTo(command);
            assertThat(error.path("error").asText()).startsWith(command + ": ");
        }
        hangUp(socket);
    }

    @Test
    void answersEveryCommandWithAnIdExactlyOnceAndNumbersEveryEvent() throws Exception {
        SocketClient socket = node.connect("/call?id=ids");
        List<String> commands = List.of(
                "{'command':'invite','option':{},'id':'0'}",
                "{'command':'invite','option':{},'id':'1'}",
                "{'command':'history','speaker':'a','text':'b','id':'2'}",
                "{'command':'custom','data':{'x':[1,null]},'sender':'s','id':'3'}",
                "{'command':'pause','id':'4'}",
                "{'command':'play','url':'" + shortTone() + "','id':'5'}",
                "{'command':'play','id':'6'}",
                "{'command':'interrupt','id':'7'}",
                "{'command':'mute','id':'8'}",
                "{'command':'unmute','trackId':'nobody','id':'9'}",
                "{'command':'nonsense','id':'10'}",
                "{'command':'tts','text':'x','id':'11'}",
                "{'command':'hangup','id':'12'}");
        for (String command : commands) {
            socket.send(command);
        }
        Map<String, Integer> answers = new HashMap<>();
        long seq = 0;
        String name;
        do {
            JsonNode event = socket.event();
            name = event.path("event").asText();
            assertThat(event.path("seq").asLong()).isGreaterThan(seq);
            seq = event.path("seq").asLong();
            if (event.has("id")) {
                assertThat(name).isIn("ack", "error");
                answers.merge(event.path("id").asText(), 1, Integer::sum);
            }
        } while (!name.equals("hangup"));
        assertThat(answers).hasSize(commands.size()).allSatisfy((id, count) -> assertThat(count)
                .as("answers to %s", id)
                .isOne());
    }

    @Test
    void showsAnObserverEventsCommandsAndAudio() throws Exception {
        SocketClient socket = invite("observed", "");
        Process observer = new ProcessBuilder(
                        "curl",
                        "-sN",
                        node.uri("http", "/events/observed?after=0").toString())
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(observer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: command");
            String play = "{\"command\":\"play\",\"url\":\"" + shortTone() + "\"}";
            assertThat(node.post("/command/observed", "application/json", play).body())
                    .isEqualTo("{\"status\":\"sent\",\"id\":\"observed\"}");
            socket.await("trackEnd");
            assertThat(node.get("/list").body()).contains("\"id\":\"observed\",\"callType\":\"webSocket\"");
            assertThat(node.get("/kill/observed").body()).contains("killed");
            String stream = String.join("\n", lines.lines().toList());

            assertThat(stream).contains("event: command\nid: ", "data: " + play, "\"event\":\"hangup\"");
            JsonNode frame = JSON.readTree(stream.lines()
                    .filter(line -> line.startsWith("data: {\"event\":\"binary\""))
                    .findFirst()
                    .orElseThrow()
                    .substring("data: ".length()));
            assertThat(frame.path("trackId").asText()).isEqualTo("server-side-track");
            assertThat(frame.path("data")).hasSize(640);
        } finally {
            observer.destroy();
        }
        assertThat(socket.await("hangup").path("reason").asText()).isEqualTo("Some(BySystem)");
    }

    @Test
    void aWebPageFromElsewhereGetsNoCall() throws Exception {
        WebSocket.Builder page =
                HttpClient.newHttpClient().newWebSocketBuilder().header("Origin", "https://evil.example");

        assertThatThrownBy(() -> page.buildAsync(node.uri("ws", "/ws?id=drive-by"), new WebSocket.Listener() {})
                        .get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(403));
        assertThat(node.get("/list").body()).doesNotContain("drive-by");
    }

    @Test
    void keepsADumpOfTheCall() throws Exception {
        SocketClient socket = invite("dumped", "");
        hangUp(socket);
        Path dump = folder.resolve("recordings/dumped.events.jsonl");
        await("the end of the dump").ignoreExceptions().until(() -> Files.readString(dump)
                .contains("hangupTime"));

        List<String> kinds = new ArrayList<>();
        for (String line : Files.readAllLines(dump)) {
            JsonNode entry = JSON.readTree(line);
            JsonNode content = JSON.readTree(entry.path("content").asText());
            assertThat(entry.path("timestamp").asLong()).isPositive();
            kinds.add(entry.path("type").asText() + " "
                    + content.path(entry.path("type").asText()).asText());
        }
        assertThat(kinds)
                .containsExactly(
                        "command invite",
                        "event trackStart",
                        "event answer",
                        "command hangup",
                        "event trackEnd",
                        "event hangup");
    }

    private static SocketClient invite(String id, String option) throws Exception {
        SocketClient socket = node.connect("/ws?id=" + id);
        socket.send("{'command':'invite','option':{" + option + "}}");
        assertThat(socket.namesUntil("answer")).containsExactly("trackStart", "answer");
        return socket;
    }

    private static void hangUp(SocketClient socket) throws Exception {
        socket.send("{'command':'hangup'}");
        socket.await("hangup");
    }

    private static String shortTone() throws Exception {
        return WavAudio.tone(folder.resolve("sounds/short.wav"), 16_000, 440, Duration.ofMillis(200))
                .toString();
    }
}
