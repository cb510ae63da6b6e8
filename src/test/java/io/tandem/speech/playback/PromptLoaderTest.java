package io.tandem.speech.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tandem.media.Audio;
import io.tandem.media.PlayoutSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where prompts may come from, and what is said when they may not. */
class PromptLoaderTest {
    private static final Executor HERE = Runnable::run;

    @TempDir
    private Path temp;

    private Path sounds;
    private HttpServer server;
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);

    @BeforeEach
    void makeFolderAndServer() throws IOException {
        sounds = Files.createDirectory(temp.resolve("sounds"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        never.countDown();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void playsAFileUnderAFolder() throws Exception {
        Files.write(sounds.resolve("a.wav"), wav(480));

        assertThat(length(load(loader(), sounds.resolve("a.wav").toString()))).isEqualTo(480);
        assertThat(length(load(loader(), "a.wav"))).isEqualTo(480);
        assertThat(length(load(loader(), "file://" + sounds.resolve("a.wav")))).isEqualTo(480);
    }

    @Test
    void seesThatAFileChanged() throws Exception {
        PromptLoader loader = loader();
        Files.write(sounds.resolve("a.wav"), wav(480));
        assertThat(length(load(loader, "a.wav"))).isEqualTo(480);

        Files.write(sounds.resolve("a.wav"), wav(800));

        assertThat(length(load(loader, "a.wav"))).isEqualTo(800);
    }

    @Test
    void skipsTheOffset() throws Exception {
        Files.write(sounds.resolve("a.wav"), wav(480));

        Prompt prompt = loader().load("a.wav", Duration.ofMillis(10), HERE).join();

        assertThat(length(prompt)).isEqualTo(320);
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, path is not allowed",
        "../secret.wav, path is not allowed",
        "x/../../secret.wav, path is not allowed",
        "link.wav, file not found",
        "ftp://host/a.wav, scheme ftp (expected: http",
        "none.wav, file not found",
        "tandem:nothing, tandem:nothing (expected: tandem:greeting",
        "tandem:tone?frequency=9000, frequency: 9000 (expected: 20.0 to 8000.0)",
        "tandem:tone?seconds=x, seconds: x (expected: 0.0 to 60.0)",
        "http:///a, leads to http:///a (expected: http://host/path",
    })
    void saysWhyNot(String url, String why) throws IOException {
        Files.write(temp.resolve("secret.wav"), wav(480));
        Files.createSymbolicLink(sounds.resolve("link.wav"), temp.resolve("secret.wav"));

        assertThatThrownBy(() -> load(loader(), url))
                .hasCauseInstanceOf(PromptException.class)
                .rootCause()
                .message()
                .startsWith(why);
    }

    @Test
    void refusesWhatIsNoAudioOrTooLong() throws Exception {
        Files.writeString(sounds.resolve("a.wav"), "hello, this is text");
        Files.write(sounds.resolve("b.wav"), wav(61 * Audio.SAMPLE_RATE));

        assertThatThrownBy(() -> load(loader(), "a.wav")).hasMessageContaining("(expected: WAV or MP3)");
        assertThatThrownBy(() -> load(loader(), "b.wav")).hasMessageContaining("expected");
    }

    @Test
    void fetchesOverHttpToTheCheckedAddressAndFollowsRedirects() throws Exception {
        String host = "localhost:" + server.getAddress().getPort();
        serve("/start", 302, "Location", "next?x=1", new byte[0]);
        server.createContext("/next", exchange -> {
            boolean right = host.equals(exchange.getRequestHeaders().getFirst("Host"))
                    && "x=1".equals(exchange.getRequestURI().getQuery());
            byte[] body = wav(right ? 640 : 1);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThat(length(load(loader(), "http://" + host + "/start"))).isEqualTo(640);
    }

    @Test
    void connectsToTheAddressThatWasChecked() throws PromptException {
        loader();
        Hop hop = Hop.to("http://localhost:81/a?b", new PlaybackSettings.Fetch(1, Duration.ofSeconds(1), 0, true));

        assertThat(hop.request().uri().getHost()).isIn("127.0.0.1", "[0:0:0:0:0:0:0:1]");
        assertThat(hop.request().headers().firstValue("Host")).hasValue("localhost:81");
    }

    @Test
    void stopsAfterTooManyRedirects() {
        serve("/loop", 302, "Location", "/loop", new byte[0]);

        assertThatThrownBy(() -> load(loader(), url("/loop")))
                .hasMessageContaining("redirects: 3 (expected: at most 2)");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        serve("/large", 200, "X", "y", new byte[200_000]);

        assertThatThrownBy(() -> load(loader(), url("/large"))).hasMessageContaining("size: more than 100000 bytes");
    }

    @Test
    void reportsAnOddStatus() {
        serve("/gone", 410, "X", "y", new byte[3]);

        assertThatThrownBy(() -> load(loader(), url("/gone"))).hasMessageContaining("status 410 (expected: 200)");
    }

    @Test
    void doesNotWaitForeverForASlowBody() {
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });

        assertThatThrownBy(() -> load(loader(Duration.ofMillis(300), true), url("/slow")))
                .hasMessageContaining("no answer within 300 ms");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "0.0.0.0", "2130706433"})
    void refusesAddressesThatOnlyMeanSomethingHere(String host) {
        PromptLoader strict = loader(Duration.ofSeconds(5), false);

        assertThatThrownBy(() -> load(strict, "http://" + host + "/a.wav"))
                .hasMessageContaining("(expected: a public address");
    }

    @Test
    void knowsTheGreetingTheEchoAndTheTone() throws Exception {
        assertThat(length(load(loader(), "tandem:greeting"))).isBetween(3 * 16_000, 8 * 16_000);
        assertThat(length(load(loader(), "tandem:tone?frequency=1000&seconds=0.5")))
                .isEqualTo(8_000);
        assertThat(load(loader(), "tandem:echo").tap()).isNotNull();
    }

    @Test
    void echoesAfterThreeHundredMilliseconds() {
        EchoSource echo = new EchoSource();
        short[] heard = new short[Audio.FRAME_SAMPLES];
        short[] said = new short[Audio.FRAME_SAMPLES];
        for (int slot = 0; slot < 100; slot++) {
            assertThat(echo.read(said, 0, said.length)).isEqualTo(said.length);
            assertThat(said[5]).isEqualTo((short) Math.max(0, slot - 15));
            Arrays.fill(heard, (short) slot);
            echo.onFrame(heard, said, 0);
        }
    }

    private PromptLoader loader() {
        return loader(Duration.ofSeconds(5), true);
    }

    private PromptLoader loader(Duration timeout, boolean allowPrivate) {
        return new PromptLoader(new PlaybackSettings(
                List.of(sounds), Duration.ofMinutes(1), new PlaybackSettings.Fetch(100_000, timeout, 2, allowPrivate)));
    }

    private static Prompt load(PromptLoader loader, String url) {
        return loader.load(url, Duration.ZERO, HERE).join();
    }

    private static int length(Prompt prompt) {
        short[] pcm = new short[Audio.FRAME_SAMPLES];
        int length = 0;
        for (int n = prompt.source().read(pcm, 0, 320);
                n != PlayoutSource.END;
                n = prompt.source().read(pcm, 0, 320)) {
            length += n;
        }
        return length;
    }

    private void serve(String path, int status, String header, String value, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add(header, value);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static byte[] wav(int samples) {
        AudioFormat format = new AudioFormat(Audio.SAMPLE_RATE, 16, 1, true, false);
        byte[] pcm = new byte[samples * 2];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(pcm), format, samples),
                    AudioFileFormat.Type.WAVE,
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
