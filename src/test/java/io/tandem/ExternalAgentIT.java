package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.tool.Espeak;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python agent of docs/examples takes a phone call: every event reaches it as the protocol spells it. */
@RequiresTool({"sipp", "python3", "espeak-ng"})
class ExternalAgentIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of each event, required and optional (a trailing ?), after section 3 of the protocol; every event also has seq. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "incoming", Set.of("trackId", "timestamp", "caller", "callee", "sdp", "headers?"),
            "answer", Set.of("trackId", "timestamp", "sdp", "refer?"),
            "mediaReady", Set.of("trackId", "timestamp"),
            "trackStart", Set.of("trackId", "timestamp", "playId?"),
            "trackEnd", Set.of("trackId", "timestamp", "duration", "ssrc", "playId?"),
            "speaking", Set.of("trackId", "timestamp", "startTime", "isFiller?", "confidence?", "refer?"),
            "silence", Set.of("trackId", "timestamp", "startTime", "duration", "refer?"),
            "dtmf", Set.of("trackId", "timestamp", "digit", "refer?"),
            "hangup",
                    Set.of(
                            "trackId",
                            "timestamp",
                            "reason?",
                            "initiator?",
                            "startTime",
                            "hangupTime",
                            "answerTime?",
                            "ringingTime?",
                            "from?",
                            "to?",
                            "extra?",
                            "refer?"));

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aPythonAgentTakesACallFromTheFirstRingToTheHangup() throws Exception {
        int webhookPort = freePort();
        try (TestNode node = TestNode.start(
                        folder,
                        "handler { type = webhook, urls = [\"http://127.0.0.1:" + webhookPort + "/invite\"] }");
                RtpPeer caller = new RtpPeer()) {
            Process agent = agent(webhookPort, node.httpPort());
            try {
                CompletableFuture<SippRunner.Result> call = CompletableFuture.supplyAsync(() -> SippRunner.call(
                        "hung-up-talk", node.sipPort(), "-key", "rtp", Integer.toString(caller.port())));
                await("trackStart", "playId", "greeting");
                Awaitility.await("the prompt").until(() -> caller.heardSamples() > RtpPeer.SAMPLE_RATE);
                caller.say(Espeak.speak("I would like to interrupt you right now please", RtpPeer.SAMPLE_RATE));
                await("trackEnd", "playId", "greeting");
                await("silence", "trackId", events.get(0).get("trackId").asText());
                caller.press(5);
                await("dtmf", "digit", "5");
                caller.press(11);
                await("dtmf", "digit", "#");
                await("hangup", "initiator", "system");

                assertThat(call.join().exitCode()).as(call.join().output()).isZero();
            } finally {
                agent.destroy();
            }
        }
        assertThat(names()).startsWith("incoming", "trackStart");
        assertThat(names()).endsWith("dtmf", "trackEnd", "hangup");
        assertThat(names().indexOf("speaking"))
                .as("the interruption ends the prompt")
                .isBetween(names().indexOf("answer"), names().lastIndexOf("trackEnd"));
        events.forEach(ExternalAgentIT::hasTheFieldsOfTheProtocol);
        assertThat(events).extracting(event -> event.get("seq").asLong()).isSorted();
    }

    private static void hasTheFieldsOfTheProtocol(JsonNode event) {
        Set<String> fields = FIELDS.get(event.get("event").asText());
        assertThat(fields).as("an event of the protocol: %s", event).isNotNull();
        Set<String> given = new TreeSet<>();
        event.fieldNames().forEachRemaining(given::add);
        Set<String> allowed = new TreeSet<>(Set.of("event", "seq"));
        Set<String> required = new TreeSet<>(allowed);
        fields.forEach(field -> {
            allowed.add(field.replace("?", ""));
            if (!field.endsWith("?")) {
                required.add(field);
            }
        });
        assertThat(given).as(event.toString()).isSubsetOf(allowed).containsAll(required);
        assertThat(event.findValues("timestamp")).allMatch(JsonNode::isIntegralNumber);
        event.forEach(value -> assertThat(value.isNull()).as(event.toString()).isFalse());
    }

    private void await(String name, String field, String value) {
        Awaitility.await(name + " with " + field + " " + value)
                .atMost(Duration.ofSeconds(20))
                .until(() -> events.stream()
                        .anyMatch(event -> event.get("event").asText().equals(name)
                                && event.path(field).asText().equals(value)));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        events.forEach(event -> names.add(event.get("event").asText()));
        return names;
    }

    /** Starts the agent, waits for its webhook and keeps the events that it prints. */
    private Process agent(int webhookPort, int httpPort) throws IOException {
        Process process = new ProcessBuilder(
                        "python3",
                        "docs/examples/agent.py",
                        "--listen",
                        "127.0.0.1:" + webhookPort,
                        "--tandem",
                        "ws://127.0.0.1:" + httpPort)
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).startsWith("webhook: ");
        CompletableFuture.runAsync(
                () -> lines.lines().filter(line -> line.startsWith("{")).forEach(this::keep));
        return process;
    }

    private void keep(String line) {
        try {
            events.add(JSON.readTree(line));
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
