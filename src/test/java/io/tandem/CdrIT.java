package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.EventStreamClient;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that ends on a node leaves one record, whatever ended it. */
@RequiresTool("sipp")
class CdrIT {
    private static final int MANY = 500;

    @TempDir
    private Path folder;

    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(
                folder,
                """
                sip.trunks { lab { sources = ["127.0.0.0/8"], max-calls = 900 } }
                sip.routes = [{ name = phones, to = "^alice$", handler { type = phone, name = alice } }]
                sip.limits { calls-per-second = 10000, requests-per-second-per-source = 100000 }
                """);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void anAnsweredPhoneCall() {
        Instant before = Instant.now();
        succeeds("short-call", "bob");

        JsonNode record = node.onlyRecord();
        assertThat(record.path("type").asText()).isEqualTo("sip");
        assertThat(record.path("direction").asText()).isEqualTo("inbound");
        assertThat(record.path("trunk").asText()).isEqualTo("lab");
        assertThat(record.path("agent").asText()).isEqualTo("demo");
        assertThat(record.path("codec").asText()).isEqualTo("PCMU");
        assertThat(record.path("caller").asText()).startsWith("sip:sipp@127.0.0.1");
        assertThat(record.path("callee").asText()).startsWith("sip:bob@127.0.0.1");
        assertThat(record.path("hangupReason").asText()).isEqualTo("byCaller");
        assertThat(record.path("hangupBy").asText()).isEqualTo("caller");
        assertThat(record.path("sipStatus").asInt()).isEqualTo(200);
        assertThat(time(record, "startTime")).isAfterOrEqualTo(before.minusMillis(1));
        assertThat(time(record, "answerTime")).isBetween(time(record, "startTime"), time(record, "endTime"));
        assertThat(record.path("durationMs").asLong())
                .isEqualTo(Duration.between(time(record, "startTime"), time(record, "endTime"))
                        .toMillis());
        assertThat(record.path("recording").asBoolean()).isFalse();
        assertThat(record.at("/extra/call_type").asText()).isEqualTo("sip");
        assertThat(record.path("node").asText()).isNotEmpty();
    }

    @Test
    void thePacketsOfAPhoneCallTellItsQuality() throws Exception {
        try (EventStreamClient feed = EventStreamClient.open(node.uri("http", "/console/api/events"));
                RtpPeer phone = new RtpPeer()) {
            phone.say(700);
            CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> {
                SippRunner.Result run = SippRunner.call(
                        "hung-up-talk", node.sipPort(), "-s", "bob", "-key", "rtp", Integer.toString(phone.port()));
                assertThat(run.exitCode()).as(run.output()).isZero();
            });
            EventStreamClient.Item row = feed.next();
            while (row.data().path("mos").asDouble() == 0) {
                row = feed.next();
            }
            assertThat(row.data().path("mos").asDouble()).isBetween(1.0, 4.5);
            node.get("/kill/" + row.data().path("id").asText());
            caller.join();
        }

        JsonNode quality = node.onlyRecord().path("quality");
        assertThat(quality.path("codec").asText()).isEqualTo("PCMU");
        assertThat(quality.at("/received/mosAvg").asDouble()).isBetween(1.0, 4.5);
        assertThat(quality.at("/received/mosMin").asDouble())
                .isLessThanOrEqualTo(quality.at("/received/mosAvg").asDouble());
        assertThat(quality.at("/sent").isNull()).as("the phone sends no RTCP").isTrue();
        assertThat(quality.path("warnings").isArray()).isTrue();
    }

    @Test
    void aRejectedPhoneCall() throws Exception {
        try (EventStreamClient page = EventStreamClient.open(node.uri("http", "/phones/alice/events"))) {
            CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> succeeds("rejected", "alice"));
            String id = page.next().data().path("id").asText();
            node.post(
                    "/command/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
                    "application/json",
                    "{\"command\":\"reject\",\"reason\":\"not now\"}");
            caller.join();
        }

        JsonNode record = node.onlyRecord();
        assertThat(record.path("hangupReason").asText()).isEqualTo("rejected");
        assertThat(record.path("hangupText").asText()).isEqualTo("not now");
        assertThat(record.path("sipStatus").asInt()).isEqualTo(603);
        assertThat(record.path("q850").asInt()).isEqualTo(21);
        assertThat(record.path("answerTime").isNull()).isTrue();
        assertThat(record.path("talkMs").asLong()).isZero();
    }

    @Test
    void aCancelledPhoneCall() throws Exception {
        try (EventStreamClient page = EventStreamClient.open(node.uri("http", "/phones/alice/events"))) {
            succeeds("cancel", "alice");
            assertThat(page.next().event()).isEqualTo("incoming");
        }

        JsonNode record = node.onlyRecord();
        assertThat(record.path("hangupReason").asText()).isEqualTo("canceled");
        assertThat(record.path("hangupBy").asText()).isEqualTo("caller");
        assertThat(record.path("sipStatus").asInt()).isEqualTo(487);
        assertThat(record.path("ringTime").isNull()).isFalse();
        assertThat(record.path("agent").asText()).isEqualTo("alice");
    }

    @Test
    void aSocketCallThatIsHungUpAndOneThatIsKilledAndOneThatLosesItsController() throws Exception {
        talking("hung-up").send("{'command':'hangup','reason':'caller'}");
        talking("killed");
        node.get("/kill/killed");
        talking("lost").socket().abort();

        List<JsonNode> records = node.awaitRecords(3);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.path("type").asText()).isEqualTo("webSocket");
            assertThat(record.path("direction").asText()).isEqualTo("local");
            assertThat(record.path("codec").asText()).isEqualTo("PCM");
        });
        assertThat(byId("hung-up").path("hangupReason").asText()).isEqualTo("byCaller");
        assertThat(byId("killed").path("hangupText").asText()).isEqualTo("killed");
        assertThat(byId("lost").path("hangupText").asText()).isEqualTo("handler disconnected");
    }

    @Test
    void callsThatAStopEndsAreThereAfterTheNextStart() throws Exception {
        talking("drained");
        node.close();

        node = TestNode.start(folder, "");
        JsonNode record = node.onlyRecord();
        assertThat(record.path("id").asText()).isEqualTo("drained");
        assertThat(record.path("hangupReason").asText()).isEqualTo("serverUnavailable");
        assertThat(record.path("hangupBy").asText()).isEqualTo("system");
    }

    @Test
    void manyShortCallsHaveAsManyRecords() {
        SippRunner.Result run = SippRunner.call("short-call", node.sipPort(), MANY, "-r", "100", "-l", "500");
        assertThat(run.exitCode()).as(run.output()).isZero();

        await("the records")
                .atMost(Duration.ofSeconds(20))
                .until(() -> node.status().at("/store/written").asInt() >= MANY);
        Set<String> ids = new HashSet<>();
        String next = "";
        int count = 0;
        do {
            JsonNode page = node.json("/console/api/cdrs?limit=70&before=" + next);
            for (JsonNode record : page.path("cdrs")) {
                ids.add(record.path("id").asText());
                count++;
            }
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        assertThat(count).isEqualTo(MANY);
        assertThat(ids).hasSize(MANY);
        assertThat(node.status().at("/store/refused").asInt()).isZero();
    }

    @Test
    void withoutAStoreCallsAreTakenAllTheSame(@TempDir Path other) throws Exception {
        try (TestNode bare = TestNode.start(other, "store.url = \"\"")) {
            SocketClient caller = bare.connect("/call");
            caller.send("{'command':'invite','option':{}}");
            caller.await("answer");

            assertThat(bare.get("/console/api/cdrs").statusCode()).isEqualTo(503);
            assertThat(bare.get("/console/api/cdrs").body()).contains("tandem.store.url");
            assertThat(bare.status().at("/store/available").asBoolean()).isFalse();
        }
    }

    private SocketClient talking(String id) throws Exception {
        SocketClient caller = node.connect("/ws?id=" + id);
        caller.send("{'command':'invite','option':{}}");
        caller.await("answer");
        return caller;
    }

    private void succeeds(String scenario, String callee) {
        SippRunner.Result run = SippRunner.call(scenario, node.sipPort(), "-s", callee);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private JsonNode byId(String id) {
        return node.json("/console/api/cdrs/" + id);
    }

    private static Instant time(JsonNode record, String name) {
        return Instant.parse(record.path(name).asText());
    }
}
