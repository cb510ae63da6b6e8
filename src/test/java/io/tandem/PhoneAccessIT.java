package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.Browser;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.WavAudio;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web phone where something is in its way: a token, a forbidden microphone, an address without TLS. */
@RequiresTool({"chromium", "chromedriver"})
class PhoneAccessIT {
    @TempDir
    private Path folder;

    private Path voice;

    @BeforeEach
    void speak() throws Exception {
        voice = WavAudio.tone(folder.resolve("voice.wav"), 48_000, 700, Duration.ofSeconds(1));
    }

    @Test
    void aTokenOfTheAddressLeavesItAndAWrongOneIsAskedForAgain() throws Exception {
        try (TestNode node = TestNode.start(folder, "http.token = s3cret");
                Browser browser = Browser.start(folder.resolve("profile"), voice)) {
            browser.open(node.uri("http", "/#token=s3cret"));
            PhonePage phone = PhonePage.shown(browser);
            phone.await("the server's answer", () -> phone.text("presence-text").equals("Ready"));
            assertThat(browser.driver().getCurrentUrl())
                    .isEqualTo(node.uri("http", "/").toString());
            phone.callAgent("demo");
            phone.awaitState("connected");
            phone.click("hangup");
            assertThat(browser.run("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
                    .asString()
                    .doesNotContain("s3cret");

            browser.driver().navigate().refresh();
            phone.await("the question for it", () -> phone.isShown("token-value"));
            phone.element("token-value").sendKeys("wrong\n");
            phone.await("the question again", () -> phone.text("token-problem").contains("does not know"));
            phone.element("token-value").sendKeys("s3cret\n");
            phone.await("the server's answer", () -> phone.text("presence-text").equals("Ready"));
            phone.assertNoComplaints();
        }
    }

    @Test
    void aForbiddenMicrophoneIsExplained() throws Exception {
        try (TestNode node = TestNode.start(folder, "");
                Browser browser =
                        Browser.start(folder.resolve("profile"), voice, "--use-fake-ui-for-media-stream=deny")) {
            PhonePage phone = PhonePage.open(browser, node.uri("http", "/"), "");

            phone.callAgent("demo");

            phone.awaitState("error");
            assertThat(phone.text("call-reason")).startsWith("The microphone is not allowed");
            assertThat(phone.isShown("notice")).isTrue();
            assertThat(phone.text("notice-help")).contains("address").contains("call again");
            assertThat(node.status().at("/calls/running").asInt()).isZero();
        }
    }

    @Test
    void anAddressWithoutTlsIsExplained() throws Exception {
        try (TestNode node = TestNode.start(folder, "");
                Browser browser = Browser.start(
                        folder.resolve("profile"), voice, "--host-resolver-rules=MAP phone.example 127.0.0.1")) {
            browser.open(URI.create("http://phone.example:" + node.httpPort() + "/"));
            PhonePage phone = PhonePage.shown(browser);

            phone.await("the explanation", () -> phone.isShown("notice"));

            assertThat(phone.text("notice-help")).contains("https://phone.example", "http://localhost:");
            assertThat(phone.element("dial").isEnabled()).isFalse();
            phone.assertNoComplaints();
        }
    }
}
