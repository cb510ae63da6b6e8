package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tandem.tool.Browser;
import io.tandem.tool.Coturn;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.WavAudio;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chromium calls the demo agent over WebRTC, directly and by way of a TURN server that it got credentials for. */
@RequiresTool({"chromium", "chromedriver", "turnserver"})
class BrowserCallIT {
    private static final int VOICE_HERTZ = 700;

    @TempDir
    private static Path folder;

    private static TestNode node;
    private static Coturn turn;
    private static HttpServer pages;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        turn = Coturn.start(folder);
        node = TestNode.start(
                folder,
                """
                webrtc.enabled = true
                active-call.ice-servers = [{
                  urls = ["%s", "%s"], turn-secret = "%s", ttl = 10m
                }]
                """
                        .formatted(turn.url("udp"), turn.url("tcp"), Coturn.SECRET));
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            try (InputStream page = BrowserCallIT.class.getResourceAsStream("/web/caller.html")) {
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, 0);
                page.transferTo(exchange.getResponseBody());
            }
            exchange.close();
        });
        pages.start();
        Path voice = WavAudio.toneAfterSilence(
                folder.resolve("voice.wav"), 48_000, VOICE_HERTZ, Duration.ofSeconds(5), Duration.ofSeconds(25));
        browser = Browser.start(folder.resolve("profile"), voice);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (pages != null) {
            pages.stop(0);
        }
        if (node != null) {
            node.close();
        }
        if (turn != null) {
            turn.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser.open(URI.create("http://127.0.0.1:" + pages.getAddress().getPort() + "/"));
    }

    @AfterEach
    void nothingIsLeft() {
        Awaitility.await("no call, no connection left")
                .atMost(Duration.ofSeconds(10))
                .until(() -> node.status().at("/calls/running").asInt() == 0
                        && node.status().at("/webrtc/connections").asInt() == 0);
    }

    @Test
    void theGreetingIsHeardAndThenOnesOwnVoice() {
        call("{}");
        Awaitility.await("the greeting").atMost(Duration.ofSeconds(10)).until(() -> heard("level") > -40);
        awaitEcho();

        browser.await("await press('159#')");
        Awaitility.await("# ends the call")
                .atMost(Duration.ofSeconds(10))
                .until(() -> String.valueOf(browser.run("return events.join()")).contains("hangup"));
        assertThat(String.valueOf(browser.run("return digits"))).isEqualTo("159#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aCallGoesOverTheTurnServerWithCredentialsOfThisServer(String protocol) {
        browser.run(
                "ice = JSON.parse(arguments[0])",
                node.get("/iceservers?format=w3c&user=tester").body());
        call("{iceTransportPolicy: 'relay', iceServers: only(ice, '" + protocol + "')}");
        awaitEcho();

        assertThat(browser.await("return path()")).isEqualTo("relay over " + protocol);
        browser.run("hangUp()");
    }

    private static void call(String configuration) {
        browser.await(
                "await call(arguments[0], " + configuration + ")",
                node.uri("ws", "/webrtc?agent=demo").toString());
    }

    private static void awaitEcho() {
        Awaitility.await("one's own voice")
                .atMost(Duration.ofSeconds(25))
                .until(() -> Math.abs(heard("hertz") - VOICE_HERTZ) < 10 && heard("level") > -40);
    }

    private static double heard(String what) {
        return ((Number) browser.run("return listen()." + what)).doubleValue();
    }
}
