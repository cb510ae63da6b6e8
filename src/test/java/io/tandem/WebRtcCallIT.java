package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.tool.SocketClient;
import io.tandem.tool.WebRtcClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** WebRTC callers of another process: audio both ways, the caller's digits, trickle, renewed offers, bad offers, and every kind of end. */
class WebRtcCallIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PEER = "a";

    @TempDir
    private static Path folder;

    private static TestNode node;

    private WebRtcClient client;
    private final List<SocketClient> calls = new ArrayList<>();

    @BeforeAll
    static void startNode() throws Exception {
        node = TestNode.start(folder, "webrtc { enabled = true, factories = 1 }");
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
    }

    @BeforeEach
    void startClient() throws Exception {
        client = new WebRtcClient();
    }

    @AfterEach
    void everythingIsFreed() {
        client.close();
        calls.forEach(call -> call.socket().abort());
        Awaitility.await("no call, session or connection left").atMost(SOON).until(() -> {
            JsonNode status = node.status();
            return status.at("/calls/running").asInt() == 0
                    && status.at("/media/sessions").asInt() == 0
                    && status.at("/webrtc/connections").asInt() == 0;
        });
    }

    @ParameterizedTest
    @CsvSource({"opus, opus", "pcmu, PCMU", "pcma, PCMA", "g722, G722", ", opus"})
    void audioGoesBothWaysInTheCodecThatIsAskedFor(String asked, String agreed) throws Exception {
        SocketClient call = connect("/call/webrtc");
        String answer = invite(call, asked == null ? "" : ",'codec':'" + asked + "'");
        assertThat(answer).contains("a=rtpmap").containsIgnoringCase(agreed + "/");

        client.say(PEER, 700);
        call.send("{'command':'play','url':'tandem:echo'}");

        awaitTone(700);
        hangUp(call);
    }

    @Test
    void digitsOfTheCallerBecomeEvents() throws Exception {
        SocketClient call = connect("/webrtc");
        invite(call, "");
        client.say(PEER, 400);
        awaitState("connected");

        client.press(PEER, "159#");

        String digits = "";
        for (int i = 0; i < 4; i++) {
            digits += call.await("dtmf").path("digit").asText();
        }
        assertThat(digits).isEqualTo("159#");
        hangUp(call);
    }

    @Test
    void candidatesMayComeBeforeAndAfterTheOffer() throws Exception {
        SocketClient call = connect("/call/webrtc");
        String offer = client.earlyOffer(PEER);
        assertThat(offer).doesNotContain("a=candidate");
        int early = 0;
        for (JsonNode candidate : client.candidates(PEER)) {
            sendCandidate(call, candidate);
            early++;
        }
        assertThat(early).isPositive();
        send(call, "invite", offer, "");
        client.answer(PEER, call.await("answer").path("sdp").asText());
        for (JsonNode candidate : client.candidates(PEER)) {
            sendCandidate(call, candidate);
        }
        call.send("{'command':'addIceCandidate','candidate':''}");

        client.say(PEER, 900);
        call.send("{'command':'play','url':'tandem:echo'}");
        awaitTone(900);
        hangUp(call);
    }

    @Test
    void aBadCandidateIsToldAndHarmsNobody() throws Exception {
        SocketClient call = connect("/call/webrtc");
        invite(call, "");
        call.send("{'command':'addIceCandidate','candidate':'candidate:rubbish'}");
        assertThat(call.await("error").path("error").asText())
                .contains("candidate:rubbish")
                .contains("expected");
        client.say(PEER, 900);
        call.send("{'command':'play','url':'tandem:echo'}");
        awaitTone(900);
        hangUp(call);
    }

    @Test
    void aRenewedOfferHoldsAndResumes() throws Exception {
        SocketClient call = connect("/call/webrtc");
        invite(call, "");
        client.say(PEER, 700);
        call.send("{'command':'play','url':'tandem:echo'}");
        awaitTone(700);

        JsonNode held = update(call, client.renewedOffer(PEER, "sendonly", false));
        assertThat(held.path("sdp").asText()).contains("a=recvonly");
        assertThat(call.await("hold").path("onHold").asBoolean()).isTrue();
        client.forget(PEER);
        Awaitility.await("nothing is heard")
                .during(Duration.ofMillis(400))
                .atMost(SOON)
                .until(() -> client.hear(PEER, 200).level() < 100);

        update(call, client.renewedOffer(PEER, "sendrecv", false));
        assertThat(call.await("hold").path("onHold").asBoolean()).isFalse();
        awaitTone(700);
        hangUp(call);
    }

    @Test
    void anIceRestartKeepsTheAudio() throws Exception {
        SocketClient call = connect("/call/webrtc");
        String before = invite(call, "");
        client.say(PEER, 700);
        call.send("{'command':'play','url':'tandem:echo'}");
        awaitTone(700);

        String after = update(call, client.renewedOffer(PEER, "sendrecv", true))
                .path("sdp")
                .asText();

        assertThat(line(after, "a=ice-ufrag")).isNotEqualTo(line(before, "a=ice-ufrag"));
        assertThat(after).contains("a=candidate");
        client.say(PEER, 1_100);
        awaitTone(1_100);
        hangUp(call);
    }

    static Stream<Arguments> badOffers() {
        String audio =
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\nc=IN IP4 0.0.0.0\\r\\na=rtpmap:111 opus/48000/2\\r\\na=ice-ufrag:abcd\\r\\n"
                        + "a=ice-pwd:abcdefghijklmnopqrstuvwx\\r\\na=setup:actpass\\r\\na=mid:0\\r\\n";
        String session = "v=0\\r\\no=- 1 1 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n";
        return Stream.of(
                Arguments.of("rubbish", "'rubbish'", "beginning with v=0"),
                Arguments.of("empty", "''", "beginning with v=0"),
                Arguments.of("no media", "'" + session + "'", "expected: an audio section"),
                Arguments.of(
                        "video only",
                        "'" + session + audio.replace("audio", "video") + "'",
                        "expected: an audio section"),
                Arguments.of("no fingerprint", "'" + session + audio + "'", "a=fingerprint"),
                Arguments.of(
                        "unknown codec",
                        "'" + session + audio.replace("opus/48000/2", "speex/8000") + "a=fingerprint:sha-256 00'",
                        "codecs speex (expected: one of"),
                Arguments.of(
                        "a fingerprint of the wrong size",
                        "'" + session + audio + "a=fingerprint:sha-256 00\\r\\n'",
                        "expected: one that WebRTC can answer"),
                Arguments.of("another type", "{'type':'answer','sdp':'v=0'}", "expected: SDP text or"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOffers")
    void aBadOfferIsRefusedWithWhatIsWrong(String name, String offer, String expected) throws Exception {
        SocketClient call = connect("/call/webrtc");
        call.send("{'command':'invite','option':{'offer':" + offer + "}}");
        if (name.equals("another type")) {
            // Not a command at all: nothing happens, as ever.
            call.send("{'command':'hangup'}");
            call.await("hangup");
        } else {
            JsonNode reject = call.await("reject");
            assertThat(reject.path("reason").asText()).contains(expected);
            assertThat(reject.path("code").asInt()).isEqualTo(488);
            assertThat(call.await("hangup").path("reason").asText()).contains("Failed");
        }
    }

    @Test
    void aPeerThatVanishesEndsItsCallWithACause() throws Exception {
        SocketClient call = connect("/call/webrtc");
        invite(call, "");
        awaitState("connected");

        client.kill();

        JsonNode error = Awaitility.await("the end")
                .atMost(Duration.ofSeconds(60))
                .until(
                        call.events::poll,
                        event -> event != null && event.path("event").asText().equals("error"));
        assertThat(error.path("error").asText()).contains("out of reach");
        assertThat(call.await("hangup").path("reason").asText()).contains("Failed");
    }

    @Test
    void aPeerThatClosesItsSocketFreesEverything() throws Exception {
        SocketClient call = connect("/call/webrtc");
        invite(call, "");
        awaitState("connected");
        call.socket().abort();
    }

    private SocketClient connect(String path) throws Exception {
        SocketClient call = node.connect(path);
        calls.add(call);
        return call;
    }

    private String invite(SocketClient call, String options) throws Exception {
        send(call, "invite", client.offer(PEER), options);
        String answer = call.await("answer").path("sdp").asText();
        client.answer(PEER, answer);
        return answer;
    }

    private static void send(SocketClient call, String command, String offer, String options) throws Exception {
        call.send("{'command':'" + command + "','option':{'offer':" + JSON.writeValueAsString(offer) + options + "}}");
    }

    private JsonNode update(SocketClient call, String offer) throws Exception {
        ObjectNode command = JSON.createObjectNode().put("command", "update");
        command.putObject("offer").put("type", "offer").put("sdp", offer);
        call.send(command.toString());
        JsonNode updated = call.await("updated");
        client.answer(PEER, updated.path("sdp").asText());
        return updated;
    }

    private static void sendCandidate(SocketClient call, JsonNode candidate) throws Exception {
        ObjectNode command = (ObjectNode) candidate;
        call.send(command.put("command", "addIceCandidate").toString());
    }

    private void hangUp(SocketClient call) throws Exception {
        call.send("{'command':'hangup'}");
        call.await("hangup");
    }

    private void awaitTone(int hertz) {
        Awaitility.await(hertz + " Hz").atMost(SOON).until(() -> {
            WebRtcClient.Heard heard = client.hear(PEER, 400);
            return heard.purity(hertz) > 0.95 && heard.level() > 4_000;
        });
    }

    private void awaitState(String state) {
        Awaitility.await(state).atMost(SOON).until(() -> client.state(PEER).equals(state));
    }

    private static String line(String sdp, String start) {
        return sdp.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
}
