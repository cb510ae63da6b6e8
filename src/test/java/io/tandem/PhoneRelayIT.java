package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.Browser;
import io.tandem.tool.Coturn;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.WavAudio;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The web phone of a user who wants audio to go through a relay only. */
@RequiresTool({"chromium", "chromedriver", "turnserver"})
class PhoneRelayIT {
    private static final int VOICE = 700;

    @TempDir
    private Path folder;

    private Path voice;

    @BeforeEach
    void speak() throws Exception {
        voice = WavAudio.tone(folder.resolve("voice.wav"), 48_000, VOICE, Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void theGreetingAndOnesOwnWordsComeThroughTheRelay(String protocol) throws Exception {
        try (Coturn turn = Coturn.start(folder);
                TestNode node = TestNode.start(
                        folder,
                        """
                        webrtc.enabled = true
                        active-call.ice-servers = [{ urls = ["%s"], turn-secret = "%s", ttl = 10m }]
                        """
                                .formatted(turn.url(protocol), Coturn.SECRET));
                Browser browser = Browser.start(folder.resolve("profile"), voice)) {
            PhonePage phone = openWithRelayOnly(browser, node.uri("http", "/"));

            phone.callAgent("demo");
            phone.awaitState("connected");
            phone.click("mute");
            phone.await("the greeting", () -> phone.heardLevel() > -45 && !phone.hears(VOICE));
            phone.await("its end", () -> phone.text("talk").contains("as an echo"));
            phone.click("mute");
            phone.await("the echo", () -> phone.hears(VOICE));

            phone.await(
                    "statistics of the path",
                    () -> phone.diagnostics().at("/sample/path/local").isTextual());
            JsonNode path = phone.diagnostics().at("/sample/path");
            assertThat(path.path("local").asText()).isEqualTo("relay");
            assertThat(path.path("protocol").asText()).isEqualTo(protocol);
            phone.click("hangup");
            phone.assertNoComplaints();

            JsonNode record = node.onlyRecord();
            assertThat(record.path("codec").asText()).isEqualTo("opus");
            assertThat(record.path("talkMs").asLong()).isPositive();
        }
    }

    @Test
    void whereTheServerNamesNoRelayTheCallFailsAndSaysSo() throws Exception {
        try (TestNode node = TestNode.start(folder, "webrtc.enabled = true");
                Browser browser = Browser.start(folder.resolve("profile"), voice)) {
            PhonePage phone = openWithRelayOnly(browser, node.uri("http", "/"));

            phone.callAgent("demo");
            phone.awaitState("error");
            assertThat(phone.text("call-reason")).contains("relay (TURN)", "tandem.active-call.ice-servers");
            phone.assertNoComplaints();
        }
    }

    /** Turns the switch as a person does, and comes back later. */
    private static PhonePage openWithRelayOnly(Browser browser, URI page) {
        PhonePage phone = PhonePage.open(browser, page, "");
        phone.click("open-settings");
        phone.click("relayOnly");
        phone.type(Keys.ESCAPE);
        browser.driver().navigate().refresh();
        phone.await("the switch to be remembered, and WebRTC", () -> phone.text("path")
                .equals("Audio by WebRTC, only through a relay"));
        return phone;
    }
}
