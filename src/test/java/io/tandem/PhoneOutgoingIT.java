package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telephone calls made in the browser; the callee is SIPp, which says back what it hears. */
@RequiresTool({"chromium", "chromedriver", "sipp"})
class PhoneOutgoingIT {
    private static final int VOICE = 700;

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
        Awaitility.await("no call left")
                .until(() -> node.status().at("/calls/running").asInt() == 0);
    }

    @Test
    void whoIsCalledIsHeardAndCanBeCalledAgain() throws Exception {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
        try (SippRunner.Callee callee = SippRunner.callee("callee-answers-at-once", "-rtp_echo")) {
            phone.dial(callee.uri());
            phone.awaitState("connected");
            phone.await("one's own voice, from the callee", () -> phone.hears(VOICE));
            phone.click("hangup");

            SippRunner.Result result = callee.result();
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(phone.text("call-reason")).isEqualTo("You hung up");
        }
        phone.click("done");
        assertThat(phone.isShown("redial")).isTrue();
        phone.click("tab-recent");
        assertThat(phone.text("recent")).contains("callee@127.0.0.1", "You hung up");
    }

    @Test
    void whoIsCalledGetsTheKeysAndIsHeld() throws Exception {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
        try (SippRunner.Callee callee = SippRunner.callee("callee-is-put-on-hold", "-rtp_echo")) {
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
            assertThat(phone.text("call-reason")).isEqualTo("You hung up");
        }
    }

    @Test
    void soundOfTheLineIsHeardBeforeTheAnswer() throws Exception {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
        try (SippRunner.Callee callee = SippRunner.callee("callee-early-media", "-rtp_echo")) {
            phone.dial(callee.uri());
            phone.awaitState("connected");
            phone.await("the voice", () -> phone.hears(VOICE));
            assertThat(phone.text("talk")).contains("the line has sound");
            phone.click("hangup");
            SippRunner.Result result = callee.result();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "callee-busy, Busy (486)",
        "callee-unknown, There is no such number or address (404)",
        "callee-declines, Declined (603)",
        "callee-unavailable, The other side takes no calls at the moment (503)"
    })
    void aRefusalIsToldInWords(String scenario, String words) throws Exception {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
        try (SippRunner.Callee callee = SippRunner.callee(scenario)) {
            phone.dial(callee.uri());

            phone.awaitState("ended");

            assertThat(phone.text("call-reason")).isEqualTo(words);
            assertThat(phone.text("announcement")).contains(words);
        }
    }

    @Test
    void aNumberThatNoRouteTakesSaysWhatTheServerKnows() {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");

        phone.dial("+33 1 23 45");

        phone.awaitState("ended");
        assertThat(phone.text("call-reason")).startsWith("callee: +3312345 (expected: ");
    }

    @Test
    void aCallThatIsGivenUpWhileItRingsIsCancelled() throws Exception {
        PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");
        try (SippRunner.Callee callee = SippRunner.callee("callee-rings")) {
            phone.dial(callee.uri());
            phone.awaitState("ringing");
            phone.click("hangup");
            SippRunner.Result result = callee.result();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }
}
