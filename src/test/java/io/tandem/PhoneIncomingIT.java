package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** Telephone calls that ring in the browser. */
@RequiresTool({"chromium", "chromedriver", "sipp"})
class PhoneIncomingIT {
    private static final int VOICE = 700;
    private static final int CALLERS_VOICE = 1000;
    private static final String ALICE = "'name':'alice','path':'websocket'";

    @TempDir
    private static Path folder;

    private static TestNode node;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(
                folder, "sip.routes = [ { name = phones, to = \"^alice$\", handler { type = phone, name = alice } } ]");
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
    void callerAndPageHearEachOther() throws Exception {
        PhonePage phone = ready();
        try (RtpPeer peer = new RtpPeer()) {
            CompletableFuture<SippRunner.Result> caller =
                    call("talk", "-key", "rtp", Integer.toString(peer.port()), "-d", "6000");
            phone.await("the call", () -> phone.isShown("accept"));
            assertThat(phone.text("incoming-title")).isEqualTo("sipp");
            phone.click("accept");
            phone.awaitState("connected");
            assertThat(phone.isShown("incoming")).isFalse();

            peer.say(CALLERS_VOICE);
            phone.await("the caller's voice", () -> phone.hears(CALLERS_VOICE));
            Awaitility.await("one's own voice at the caller")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> Tones.purity(last(peer), RtpPeer.SAMPLE_RATE, VOICE) > 0.9);

            phone.awaitState("ended");
            assertThat(phone.text("call-reason")).isEqualTo("The other side hung up");
            assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
        }
    }

    @Test
    void aDeclinedCallerIsToldSo() {
        PhonePage phone = ready();
        CompletableFuture<SippRunner.Result> caller = call("rejected");

        phone.await("the call", () -> phone.isShown("decline"));
        phone.click("decline");

        phone.await("the end of ringing", () -> !phone.isShown("incoming"));
        assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
        phone.click("tab-recent");
        assertThat(phone.text("recent")).contains("sipp", "Declined");
    }

    @Test
    void aCallerWhoGivesUpIsRemembered() {
        PhonePage phone = ready();
        CompletableFuture<SippRunner.Result> caller = call("cancel");

        phone.await("the note", () -> phone.text("toasts").contains("sipp: The caller gave up"));

        assertThat(phone.isShown("incoming")).isFalse();
        assertThat(browser.driver().getTitle()).isEqualTo("Tandem phone");
        assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
    }

    @Test
    void ofTwoTabsOneRingsAndBothStopWhenOneTakesTheCall() {
        PhonePage phone = ready();
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        String second = browser.driver().getWindowHandle();
        browser.open(node.uri("http", "/"));
        phone.await("the second tab", () -> phone.text("presence-text").equals("Ready as alice"));

        CompletableFuture<SippRunner.Result> caller = call("basic");
        phone.await("the call in the second tab", () -> phone.isShown("accept"));
        assertThat(
                        browser.await(
                                "const {held, pending} = await navigator.locks.query(); return [held.length, pending.length].join()"))
                .as("tabs that ring, and that would")
                .isEqualTo("1,1");
        browser.driver().switchTo().window(first);
        assertThat(phone.isShown("accept")).isTrue();
        phone.click("accept");
        browser.driver().switchTo().window(second);
        phone.await("the note", () -> phone.text("toasts").contains("sipp: Answered elsewhere"));
        assertThat(phone.isShown("incoming")).isFalse();
        browser.driver().close();
        browser.driver().switchTo().window(first);

        phone.awaitState("ended");
        assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
    }

    private static PhonePage ready() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), ALICE);
        phone.await("its name", () -> phone.text("presence-text").equals("Ready as alice"));
        return phone;
    }

    private static CompletableFuture<SippRunner.Result> call(String scenario, String... options) {
        List<String> all = new ArrayList<>(List.of("-s", "alice"));
        all.addAll(List.of(options));
        return CompletableFuture.supplyAsync(
                () -> SippRunner.call(scenario, node.sipPort(), all.toArray(String[]::new)));
    }

    private static short[] last(RtpPeer peer) {
        short[] heard = peer.heardSince(Math.max(0, peer.heardSamples() - RtpPeer.SAMPLE_RATE * 2 / 5));
        return Arrays.copyOf(heard, heard.length);
    }

    private static int running() {
        return node.status().at("/calls/running").asInt();
    }
}
