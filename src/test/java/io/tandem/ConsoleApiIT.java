package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.EventStreamClient;
import io.tandem.tool.SocketClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console is made of, as a page sees it. */
class ConsoleApiIT {
    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(
                folder,
                """
                sip.trunks { lab { sources = ["198.51.100.0/24", "2001:db8::/48"], max-calls = 7, calls-per-second = 3 } }
                """);
        await("the store").until(() -> node.status().at("/store/available").asBoolean());
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void theFeedShowsACallsLife() throws Exception {
        try (EventStreamClient feed = feed()) {
            JsonNode snapshot = feed.next().data();
            assertThat(snapshot.path("calls").isArray()).isTrue();
            assertThat(snapshot.at("/node/max").asInt()).isEqualTo(5000);
            assertThat(snapshot.at("/node/features"))
                    .anyMatch(feature -> feature.path("name").asText().equals("call records")
                            && feature.path("on").asBoolean())
                    .anyMatch(feature -> feature.path("name").asText().equals("WebRTC")
                            && !feature.path("on").asBoolean()
                            && feature.path("why").asText().contains("tandem.webrtc.enabled"));

            SocketClient caller = call("life", "");
            JsonNode answered = row(feed, "life", "answered");
            assertThat(answered.path("type").asText()).isEqualTo("webSocket");
            assertThat(answered.path("direction").asText()).isEqualTo("local");
            assertThat(answered.path("agent").asText()).isEqualTo("demo");
            assertThat(answered.path("answerTime").asText()).isNotEmpty();
            assertThat(answered.path("mos").isNull()).isTrue();
            assertThat(answered.path("hold").asBoolean()).isFalse();

            try (EventStreamClient late = feed()) {
                assertThat(late.next().data().path("calls"))
                        .extracting(row -> row.path("id").asText())
                        .contains("life");
            }
            caller.send("{'command':'hangup'}");
            Map<String, JsonNode> end = items(feed, Set.of("gone", "cdr"), "life");
            assertThat(end.get("cdr").path("hangupBy").asText()).isEqualTo("system");
        }
    }

    @Test
    void recordsAreFoundByTextAndReadPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            over("paged-" + i);
        }

        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = node.json("/console/api/cdrs?q=PAGED-&limit=2&before=" + next);
            page.path("cdrs").forEach(record -> ids.add(record.path("id").asText()));
            next = page.path("next").isNull() ? "" : page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(ids).containsExactly("paged-4", "paged-3", "paged-2", "paged-1", "paged-0");
        assertThat(node.json("/console/api/cdrs?q=%27%3B%20DROP%20TABLE%20call_record")
                        .path("cdrs"))
                .isEmpty();
        assertThat(node.json("/console/api/cdrs?q=paged&to=2001-01-01T00:00:00Z")
                        .path("cdrs"))
                .isEmpty();
        assertThat(node.json("/console/api/cdrs/paged-3").path("id").asText()).isEqualTo("paged-3");
    }

    @Test
    void whatIsWrongIsToldWithItsValue() {
        HttpResponse<String> wrong = node.get("/console/api/cdrs?limit=1000");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).isEqualTo("limit: 1000 (expected: a whole number from 1 to 500)");

        assertThat(node.get("/console/api/cdrs/nobody").statusCode()).isEqualTo(404);
        assertThat(node.get("/console/api/cdrs/nobody/recording").statusCode()).isEqualTo(404);
        assertThat(node.get("/console/api/calls/nobody/levels").statusCode()).isEqualTo(404);
    }

    @Test
    void aRecordingIsPlayedFromAnyPlace() throws Exception {
        SocketClient caller = call("recorded", "'recorder':{'recorderFile':'calls/{id}.wav'}");
        caller.await("trackStart");
        await("the file").until(() -> Files.exists(folder.resolve("recordings/calls/recorded.wav")));
        caller.send("{'command':'hangup'}");
        await("its record").until(() -> node.get("/console/api/cdrs/recorded").statusCode() == 200);
        assertThat(node.json("/console/api/cdrs/recorded").path("recording").asBoolean())
                .isTrue();

        HttpResponse<byte[]> whole = recording("recorded", null);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).contains("audio/wav");
        assertThat(whole.headers().firstValue("accept-ranges")).contains("bytes");
        assertThat(new String(whole.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");

        HttpResponse<byte[]> part = recording("recorded", "bytes=8-11");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range").orElseThrow()).startsWith("bytes 8-11/");
        assertThat(new String(part.body(), StandardCharsets.US_ASCII)).isEqualTo("WAVE");
        assertThat(recording("recorded", "bytes=99999999-").statusCode()).isEqualTo(416);

        over("silent");
        assertThat(recording("silent", null).statusCode()).isEqualTo(404);
    }

    @Test
    void levelsAreMeasuredWhileSomebodyLooks() throws Exception {
        SocketClient caller = call("loud", "");
        try (EventStreamClient levels = EventStreamClient.open(node.uri("http", "/console/api/calls/loud/levels"))) {
            assertThat(levels.status()).isEqualTo(200);
            await("the greeting").until(() -> levels.next().data().path("sent").asDouble() > -50);
            assertThat(levels.next().data().path("received").asDouble()).isEqualTo(-96);
        }
        caller.send("{'command':'hangup'}");
        caller.await("hangup");
    }

    @Test
    void trunksAreListed() {
        JsonNode trunk = node.json("/console/api/trunks").at("/trunks/0");

        assertThat(trunk.path("name").asText()).isEqualTo("lab");
        assertThat(trunk.path("sources")).extracting(JsonNode::asText).contains("198.51.100.0/24");
        assertThat(trunk.path("calls").asInt()).isZero();
        assertThat(trunk.path("maxCalls").asInt()).isEqualTo(7);
        assertThat(trunk.path("callsPerSecond").asInt()).isEqualTo(3);
    }

    @Test
    void whereATokenIsSetTheApiAsksForIt(@TempDir Path other) throws Exception {
        try (TestNode guarded = TestNode.start(other, "http.token = \"s3cret\"")) {
            assertThat(guarded.get("/console/api/trunks").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/console/api/events").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/console/api/trunks?token=s3cret").statusCode())
                    .isEqualTo(200);
        }
    }

    private static EventStreamClient feed() throws Exception {
        return EventStreamClient.open(node.uri("http", "/console/api/events"));
    }

    /** A call with the demo agent. */
    private static SocketClient call(String id, String options) throws Exception {
        SocketClient caller = node.connect("/ws?agent=demo&id=" + id);
        caller.send("{'command':'invite','option':{" + options + "}}");
        return caller;
    }

    private static void over(String id) throws Exception {
        SocketClient caller = call(id, "");
        caller.await("answer");
        caller.send("{'command':'hangup'}");
        caller.await("hangup");
        await("its record").until(() -> node.get("/console/api/cdrs/" + id).statusCode() == 200);
    }

    private static JsonNode row(EventStreamClient feed, String id, String state) throws InterruptedException {
        JsonNode row;
        do {
            row = item(feed, "call", id);
        } while (!row.path("state").asText().equals(state));
        return row;
    }

    /** One of each event, in whatever order they come: the record is written while the call leaves. */
    private static Map<String, JsonNode> items(EventStreamClient feed, Set<String> events, String id)
            throws InterruptedException {
        Map<String, JsonNode> items = new HashMap<>();
        while (!items.keySet().equals(events)) {
            EventStreamClient.Item item = feed.next();
            if (events.contains(item.event()) && item.data().path("id").asText().equals(id)) {
                items.put(item.event(), item.data());
            }
        }
        return items;
    }

    private static JsonNode item(EventStreamClient feed, String event, String id) throws InterruptedException {
        EventStreamClient.Item item;
        do {
            item = feed.next();
        } while (!item.event().equals(event) || !item.data().path("id").asText().equals(id));
        return item.data();
    }

    private static HttpResponse<byte[]> recording(String id, String range) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.uri("http", "/console/api/cdrs/" + id + "/recording"));
        if (range != null) {
            request.header("Range", range);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
