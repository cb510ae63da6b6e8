package io.tandem.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser of the tests does what they build on: it loads pages of this machine and its microphone plays a file. */
@RequiresTool({"chromium", "chromedriver"})
class BrowserIT {

    @Test
    void theMicrophonePlaysItsFile(@TempDir Path folder) throws Exception {
        Path tone = WavAudio.tone(folder.resolve("tone.wav"), 48_000, 700, Duration.ofSeconds(2));
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<!doctype html><title>test</title>".getBytes());
            exchange.close();
        });
        pages.start();
        try (Browser browser = Browser.start(folder.resolve("profile"), tone)) {
            browser.open(URI.create("http://127.0.0.1:" + pages.getAddress().getPort() + "/"));

            assertThat(browser.run("return document.title")).isEqualTo("test");
            Object hertz = browser.await(
                    """
                    const stream = await navigator.mediaDevices.getUserMedia({audio: {
                        echoCancellation: false, noiseSuppression: false, autoGainControl: false}});
                    const context = new AudioContext();
                    const analyser = new AnalyserNode(context, {fftSize: 32768});
                    context.createMediaStreamSource(stream).connect(analyser);
                    const bins = new Float32Array(analyser.frequencyBinCount);
                    for (let i = 0; i < 100; i++) {
                        await new Promise(done => setTimeout(done, 50));
                        analyser.getFloatFrequencyData(bins);
                        const peak = bins.indexOf(Math.max(...bins));
                        if (bins[peak] > -40) return peak * context.sampleRate / analyser.fftSize;
                    }
                    return -1;
                    """);
            assertThat(((Number) hertz).doubleValue()).isBetween(690.0, 710.0);
        } finally {
            pages.stop(0);
        }
    }
}
