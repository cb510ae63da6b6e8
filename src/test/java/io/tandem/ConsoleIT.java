package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketCaller;
import io.tandem.tool.SocketClient;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console page in a browser, over a whole node: what an operator sees and does. */
@RequiresTool({"chromium", "chromedriver", "sipp"})
class ConsoleIT {
    @TempDir
    static Path folder;

    private static TestNode node;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder, "sip.trunks.carrier-a { sources = [\"198.51.100.0/24\"], max-calls = 7 }");
        Path silence = WavAudio.tone(folder.resolve("tone.wav"), 48_000, 700, Duration.ofSeconds(1));
        browser = Browser.start(folder.resolve("profile"), silence);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        node.close();
    }

    @BeforeEach
    void open() {
        // Two pages that differ only behind the # are the same document to a browser.
        browser.driver().get("about:blank");
        browser.open(node.uri("http", "/console"));
        await("the feed", () -> text("presence-text").equals("Live"));
    }

    @Test
    void aTelephoneCallIsSeenHeardSteeredAndEnded() throws Exception {
        try (RtpPeer phone = new RtpPeer()) {
            CompletableFuture<SippRunner.Result> call = CompletableFuture.supplyAsync(() -> SippRunner.call(
                    "hung-up-talk", node.sipPort(), "-key", "rtp", Integer.toString(phone.port()), "-s", "demo"));
            await("the row", () -> row("calls-rows", "sipp → demo").contains("Talking"));
            assertThat(row("calls-rows", "sipp → demo")).contains("SIP, inbound", "PCMU", "demo");

            click(By.linkText("sipp → demo"));
            await("its events", () -> happened("answer") && happened("mediaReady"));
            phone.say(700);
            phone.press(5);
            await("the key", () -> happened("dtmf"));
            await("the level", () -> level("received") > -20);
            element("play-url").sendKeys("tandem:tone", Keys.ENTER);
            await("the prompt", () -> text("timeline").contains("Playback begins: tandem:tone"));
            click(By.id("mute"));
            await("mute", () -> text("mute").equals("Unmute caller") && level("received") < -55);

            click(By.id("hangup"));
            assertThat(text("hangup")).isEqualTo("Press again to hang up");
            click(By.id("hangup"));
            await("the end", () -> text("call-state").equals("Over") && happened("hangup"));
            assertThat(call.join().exitCode()).as(call.join().output()).isZero();
        }
        await("no row", () -> text("calls-empty").contains("No calls right now"));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void aRecordAppearsIsFoundAndItsRecordingPlays() throws Exception {
        show("#/records");
        record("console-recorded");
        await("the record", () -> row("records-rows", "WebSocket caller").contains("yes"));
        assertThat(row("records-rows", "WebSocket caller")).contains("demo", "Server hung up");

        element("search-text").sendKeys("nobody has this", Keys.ENTER);
        await("nothing", () -> text("records-empty-title").equals("Nothing matches"));
        element("search-text").clear();
        element("search-text").sendKeys("console-recorded", Keys.ENTER);
        await("the find", () -> !row("records-rows", "WebSocket caller").isEmpty());

        click(By.cssSelector("#records-rows tr[data-id='console-recorded'] a"));
        await("both lanes", () -> inked(0.25) > 50 && inked(0.75) > 50);
        await("its length", () -> number("return document.getElementById('audio').duration || 0") > 0.9);
        assertThat(number("const a = document.getElementById('audio'); a.muted = true; a.play(); return 1"))
                .isEqualTo(1);
        await("the sound", () -> number("return document.getElementById('audio').currentTime") > 0.2);
        element("waveform").sendKeys(Keys.HOME);
        await("the start", () -> Objects.equals(element("waveform").getAttribute("aria-valuenow"), "0"));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void trunksAndTheNodeAreShown() {
        show("#/trunks");
        await("the trunk", () -> row("trunks-rows", "carrier-a").contains("0 of 7"));
        assertThat(row("trunks-rows", "carrier-a")).contains("198.51.100.0/24", "Idle");

        show("#/node");
        await("the node", () -> text("node-facts").contains("of at most 5000"));
        assertThat(text("features")).containsIgnoringCase("call records");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void everyPageFitsANarrowScreen() {
        browser.driver().manage().window().setSize(new Dimension(500, 800));
        for (String page : new String[] {"#/calls", "#/records", "#/trunks", "#/node"}) {
            show(page);
            browser.run("document.documentElement.style.width = '360px'");
            assertThat(number("return document.querySelector('main').scrollWidth"))
                    .as(page)
                    .isLessThanOrEqualTo(360);
        }
        browser.driver().manage().window().setSize(new Dimension(1280, 860));
    }

    @Test
    void aServerWithATokenIsOpenedByIt(@TempDir Path locked) throws Exception {
        try (TestNode guarded = TestNode.start(locked, "http.token = \"s3cret\"")) {
            browser.open(guarded.uri("http", "/console"));
            await("the question", () -> element("token").isDisplayed());
            element("token-value").sendKeys("wrong", Keys.ENTER);
            await("the refusal", () -> text("token-problem").equals("The server does not know this token."));
            element("token-value").sendKeys("s3cret", Keys.ENTER);
            await("the feed", () -> text("presence-text").equals("Live"));

            browser.driver().get("about:blank");
            browser.open(guarded.uri("http", "/console#token=s3cret"));
            await("the feed", () -> text("presence-text").equals("Live"));
            assertThat(browser.driver().getCurrentUrl()).doesNotContain("s3cret");
        } finally {
            // Refused requests are in the console's log; they are what this test is about.
            browser.console();
        }
    }

    /** A caller who says a tone and hears the demo for a second, recorded. */
    private static void record(String id) throws Exception {
        SocketClient socket = node.connect("/ws?agent=demo&id=" + id);
        socket.send("{'command':'invite','option':{'codec':'pcm','recorder':{'recorderFile':'{id}.wav'}}}");
        socket.await("answer");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            caller.say(SocketCaller.tone(700, 16_000, 1_200)).join();
        }
        socket.send("{'command':'hangup'}");
        socket.await("hangup");
    }

    private static void show(String hash) {
        browser.run("location.hash = arguments[0]", hash);
    }

    private static void await(String what, Callable<Boolean> condition) {
        org.awaitility.Awaitility.await(what).atMost(Duration.ofSeconds(20)).until(condition);
    }

    private static WebElement element(String id) {
        return browser.driver().findElement(By.id(id));
    }

    private static void click(By what) {
        browser.driver().findElement(what).click();
    }

    private static String text(String id) {
        return Objects.toString(browser.run("return document.getElementById(arguments[0]).innerText.trim()", id));
    }

    /** The text of the first row with these words; empty when there is none. */
    private static String row(String table, String words) {
        return Objects.toString(browser.run(
                """
                        const rows = [...document.getElementById(arguments[0]).children];
                        return rows.map(row => row.innerText).find(text => text.includes(arguments[1])) ?? '';
                        """,
                table,
                words));
    }

    private static boolean happened(String event) {
        return Boolean.TRUE.equals(browser.run(
                "return document.querySelector(`#timeline [data-event='${arguments[0]}']`) !== null", event));
    }

    private static double level(String meter) {
        return number(
                "return Number(document.getElementById(arguments[0]).getAttribute('aria-valuenow') ?? -60)", meter);
    }

    /** Columns of the waveform that are drawn above the silent line of a lane, whose middle is at {@code height} of the canvas. */
    private static double inked(double height) {
        return number(
                """
                const canvas = document.getElementById('waveform-canvas');
                if (canvas.width === 0 || canvas.height === 0) return 0;
                const copy = new OffscreenCanvas(canvas.width, 1).getContext('2d', {willReadFrequently: true});
                copy.drawImage(canvas, 0, -Math.round(canvas.height * arguments[0] - 5));
                const line = copy.getImageData(0, 0, canvas.width, 1).data;
                return line.filter((value, index) => index % 4 === 3 && value > 0).length;
                """,
                height);
    }

    private static double number(String script, Object... arguments) {
        return ((Number) Objects.requireNonNull(browser.run(script, arguments))).doubleValue();
    }
}
