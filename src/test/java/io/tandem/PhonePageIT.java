package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The web phone and the demo agent: a person with a browser and a microphone that hears 700 Hz. */
@RequiresTool({"chromium", "chromedriver"})
class PhonePageIT {
    private static final int VOICE = 700;

    /** What the user chose, so that the path of the audio is known whatever this machine can. */
    private static final String BY_WEBSOCKET = "'path':'websocket'";

    @TempDir
    private static Path folder;

    private static TestNode node;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder, "");
        Path voice = WavAudio.tone(folder.resolve("voice.wav"), 48_000, VOICE, Duration.ofSeconds(2));
        browser = Browser.start(folder.resolve("profile"), voice);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        node.close();
    }

    @AfterEach
    void nothingIsLeft() {
        PhonePage.shown(browser).assertNoComplaints();
        Awaitility.await("no call left").until(() -> running() == 0);
    }

    @Test
    void theGreetingIsHeardAndThenOnesOwnWords() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        phone.callAgent("demo");
        phone.awaitState("connected");
        phone.click("mute");
        phone.await("the greeting", () -> phone.heardLevel() > -45 && !phone.hears(VOICE));
        phone.await("its end", () -> phone.text("talk").contains("as an echo"));
        assertThat(phone.diagnostics().path("path").asText()).isEqualTo("websocket");
        assertThat(phone.text("path")).isEqualTo("Audio by WebSocket, as chosen in the settings");
        phone.await("the hint of one who speaks while muted", () -> phone.text("hint")
                .contains("muted, but speaking"));
        phone.click("mute");
        phone.await("the echo", () -> phone.hears(VOICE));
        assertThat(phone.text("hint")).isEmpty();

        phone.click("hold");
        phone.awaitState("held");
        phone.await(
                "silence from here",
                () -> phone.element("meter-own").getAttribute("class").contains("off"));
        phone.click("hold");
        phone.awaitState("connected");
        phone.click("hangup");
        phone.awaitState("ended");
    }

    @Test
    void keysReachTheAgentWhichHangsUpOnHash() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        phone.callAgent("demo");
        phone.awaitState("connected");
        phone.click("keypad");
        phone.type("5", "9");
        phone.await("both keys at the agent", () -> phone.events("dtmf").size() == 2);
        assertThat(phone.events("dtmf")).element(0).asString().contains("digit 5");
        assertThat(phone.text("digits")).isEqualTo("59");
        phone.type("#");

        phone.awaitState("ended");
        assertThat(phone.text("call-reason")).isEqualTo("The agent ended the call");
        assertThat(phone.events("hangup")).hasSize(1);
    }

    @Test
    void hangingUpHereEndsTheServersCallAndIsRemembered() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        phone.callAgent("demo");
        phone.awaitState("connected");
        assertThat(running()).isEqualTo(1);
        assertThat(browser.run("return dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
                .as("a reload during a call is not just done")
                .isEqualTo(false);
        phone.click("hangup");

        assertThat(phone.text("call-reason")).isEqualTo("You hung up");
        Awaitility.await("the server's end").until(() -> running() == 0);
        phone.click("done");
        phone.click("tab-recent");
        assertThat(phone.text("recent")).contains("Demo agent", "You hung up");
        assertThat(browser.run("return dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
                .isEqualTo(true);
    }

    @Test
    void theServersHangUpEndsTheCallHere() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        phone.callAgent("demo");
        phone.awaitState("connected");
        String session = phone.diagnostics().path("session").asText();
        assertThat(node.get("/kill/" + session).statusCode()).isEqualTo(200);

        phone.awaitState("ended");
        assertThat(phone.text("call-reason")).isNotEmpty();
        phone.click("again");
        phone.awaitState("connected");
        phone.click("hangup");
    }

    @Test
    void aCallNeedsNoMouse() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        for (int i = 0; i < 20 && browser.run("return document.activeElement.dataset.agent ?? null") == null; i++) {
            phone.type(Keys.TAB);
        }
        phone.type(Keys.ENTER);
        phone.awaitState("connected");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("call-name");
        phone.type("m");
        assertThat(phone.element("mute").getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(phone.text("announcement")).isEqualTo("Connected");
        phone.type("h");
        phone.awaitState("held");
        phone.type(Keys.ESCAPE);
        phone.awaitState("ended");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("done");
        phone.type(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("number");
    }

    @Test
    void theNumberFieldTakesWhatPeoplePaste() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        browser.run(
                """
                const data = new DataTransfer();
                data.setData('text', '(555) 010-0123');
                const paste = new ClipboardEvent('paste', {clipboardData: data, cancelable: true, bubbles: true});
                document.getElementById('number').dispatchEvent(paste);
                """);
        assertThat(phone.element("number").getAttribute("value")).isEqualTo("5550100123");
        phone.click("backspace");
        browser.run("document.querySelector('[data-key=\"0\"]').click()");
        assertThat(phone.element("number").getAttribute("value")).isEqualTo("5550100120");
        phone.dial("1-800-FLOWERS");
        assertThat(phone.text("number-problem")).startsWith("“1-800-FLOWERS” is no number (expected: ");
        phone.click("letters");
        assertThat(phone.element("number").getAttribute("value")).isEqualTo("18003569377");
        assertThat(phone.text("number-problem")).isEmpty();
    }

    @Test
    void thePageFitsANarrowTelephone() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), BY_WEBSOCKET);

        assertThat(phone.neededWidth(360)).as("before a call").isEqualTo(360);
        phone.callAgent("demo");
        phone.awaitState("connected");
        phone.click("keypad");
        assertThat(phone.neededWidth(360)).as("in a call").isEqualTo(360);
        for (String tab : new String[] {"events", "health", "recent"}) {
            phone.click("tab-" + tab);
            assertThat(phone.neededWidth(360)).as(tab).isEqualTo(360);
        }
        phone.click("hangup");
    }

    private static int running() {
        JsonNode status = node.status();
        return status.at("/calls/running").asInt();
    }
}
