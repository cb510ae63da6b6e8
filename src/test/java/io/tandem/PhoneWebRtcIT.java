package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web phone over WebRTC, and what it does where the server has none. */
@RequiresTool({"chromium", "chromedriver"})
class PhoneWebRtcIT {
    private static final int VOICE = 700;

    @TempDir
    private Path folder;

    private Path voice;

    @BeforeEach
    void speak() throws Exception {
        voice = WavAudio.tone(folder.resolve("voice.wav"), 48_000, VOICE, Duration.ofSeconds(2));
    }

    @Test
    void theGreetingIsHeardAndThenOnesOwnWordsWithTheirQuality() throws Exception {
        try (TestNode node = TestNode.start(folder, "webrtc.enabled = true");
                Browser browser = Browser.start(folder.resolve("profile"), voice)) {
            PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
            phone.await("WebRTC", () -> phone.text("path").equals("Audio by WebRTC"));

            phone.callAgent("demo");
            phone.awaitState("connected");
            phone.click("mute");
            phone.await("the greeting", () -> phone.heardLevel() > -45 && !phone.hears(VOICE));
            phone.await("its end", () -> phone.text("talk").contains("as an echo"));
            phone.click("mute");
            phone.await("the echo", () -> phone.hears(VOICE));

            JsonNode now = phone.diagnostics();
            assertThat(now.path("path").asText()).isEqualTo("webrtc");
            assertThat(now.path("ice").asText()).isIn("connected", "completed");
            assertThat(now.path("dtls").asText()).isEqualTo("connected");
            assertThat(now.at("/sample/codec").asText()).isEqualTo("opus");
            phone.await("a score", () -> phone.diagnostics().at("/quality/mos").asDouble() > 3);
            assertThat(phone.element("bars").getAttribute("data-bars")).isNotEqualTo("0");

            phone.type("5");
            phone.await("the key at the agent", () -> phone.events("dtmf").stream()
                    .anyMatch(line -> line.contains("digit 5")));
            phone.click("hold");
            phone.awaitState("held");
            phone.await("the server's word", () -> phone.events("hold").stream()
                    .anyMatch(line -> line.contains("onHold true")));
            phone.click("hold");
            phone.awaitState("connected");
            phone.await("the echo again", () -> phone.hears(VOICE));
            phone.type("#");
            phone.awaitState("ended");
            assertThat(phone.text("call-reason")).isEqualTo("The agent ended the call");
            phone.assertNoComplaints();
            Awaitility.await("no connection left")
                    .until(() -> node.status().at("/webrtc/connections").asInt() == 0);

            JsonNode record = node.onlyRecord();
            assertThat(record.path("type").asText()).isEqualTo("webrtc");
            assertThat(record.path("agent").asText()).isEqualTo("demo");
            assertThat(record.path("codec").asText()).isEqualTo("opus");
            assertThat(record.path("talkMs").asLong()).isPositive();
        }
    }

    @Test
    void aTelephoneIsHeardAndGetsTheKeysAndIsHeld() throws Exception {
        try (TestNode node = TestNode.start(folder, "webrtc.enabled = true");
                Browser browser = Browser.start(folder.resolve("profile"), voice);
                SippRunner.Callee callee = SippRunner.callee("callee-is-put-on-hold", "-rtp_echo")) {
            PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
            phone.await("WebRTC", () -> phone.text("path").equals("Audio by WebRTC"));
            phone.dial(callee.uri());
            phone.awaitState("connected");
            phone.await("one's own voice, from the callee", () -> phone.hears(VOICE));
            phone.type("7");
            phone.await("the telephone event that SIPp sent back", () -> phone.events("dtmf").stream()
                    .anyMatch(line -> line.contains("SIP leg") && line.contains("digit 7")));
            phone.click("hold");
            phone.awaitState("held");
            phone.click("hold");
            phone.awaitState("connected");
            phone.await("the voice again", () -> phone.hears(VOICE));
            phone.click("hangup");

            SippRunner.Result result = callee.result();
            assertThat(result.exitCode()).as(result.output()).isZero();
            phone.assertNoComplaints();
        }
    }

    @Test
    void withoutWebRtcTheAudioGoesOverTheSocketAndThePageSaysWhy() throws Exception {
        try (TestNode node = TestNode.start(folder, "");
                Browser browser = Browser.start(folder.resolve("profile"), voice)) {
            PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");

            assertThat(phone.text("path"))
                    .isEqualTo("Audio by WebSocket: WebRTC is switched off (tandem.webrtc.enabled)");
            phone.callAgent("demo");
            phone.awaitState("connected");
            phone.await("the echo, for a steady tone interrupts nobody", () -> phone.hears(VOICE));
            assertThat(phone.diagnostics().path("path").asText()).isEqualTo("websocket");
            phone.click("hangup");
            phone.assertNoComplaints();

            JsonNode record = node.onlyRecord();
            assertThat(record.path("type").asText()).isEqualTo("webSocket");
            assertThat(record.path("agent").asText()).isEqualTo("demo");
            assertThat(record.path("codec").asText()).isEqualTo("PCM");
            assertThat(record.path("hangupBy").asText()).isEqualTo("caller");
            assertThat(record.path("talkMs").asLong()).isPositive();
        }
    }
}
