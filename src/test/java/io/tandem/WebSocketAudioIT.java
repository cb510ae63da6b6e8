package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.media.codec.Opus;
import io.tandem.media.codec.OpusDecoder;
import io.tandem.media.codec.OpusEncoder;
import io.tandem.tool.Espeak;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SocketCaller;
import io.tandem.tool.SocketClient;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers whose audio comes over their control socket, against a whole node: what they say, hear, and what is done to it. */
class WebSocketAudioIT {
    private static final int ONE_SECOND = 50;
    private static final int MAX_OPUS_BYTES_A_MS = 64;

    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder, "playback.fetch.allow-private-addresses = true");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/call, pcm, L16, 8000",
        "/call, pcmu, PCMU, 8000",
        "/call, pcma, PCMA, 8000",
        "/call, g722, G722, 16000",
        "/ws, pcm, L16, 16000",
        "/ws, PCMU, PCMU, 8000",
        "/call, g729, L16, 8000"
    })
    void aCallerHearsTheirOwnTone(String path, String codec, String heardCodec, int heardRate) throws Exception {
        AudioCodec hears = heardCodec.equals("L16")
                ? heardRate == 8000 ? Codecs.PCM_8K : Codecs.PCM_16K
                : Codecs.byName(codec).orElseThrow();
        AudioCodec says = heardCodec.equals("L16") ? Codecs.PCM_16K : hears;
        SocketClient socket = invite(path, "'codec':'" + codec + "'");
        try (SocketCaller caller = new SocketCaller(socket, says, hears)) {
            play(socket, "tandem:echo");
            CompletableFuture<Void> said = caller.say(SocketCaller.tone(700, says.sampleRate(), 3_000));

            long begin = System.nanoTime();
            caller.hear(ONE_SECOND);
            short[] heard = caller.hear(ONE_SECOND);

            assertThat(System.nanoTime() - begin)
                    .as("a second takes a second; what waited at the start may be ahead")
                    .isGreaterThan(Duration.ofMillis(1_500).toNanos());
            assertThat(heard).hasSize(hears.sampleRate());
            assertThat(Tones.purity(heard, hears.sampleRate(), 700)).isGreaterThan(0.95);
            assertThat(Tones.rms(heard)).isBetween(7_000.0, 10_000.0);
            said.cancel(false);
        }
        hangUp(socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call", "/ws"})
    void aCallerSpeaksOpusInPacketsOf20Milliseconds(String path) throws Exception {
        AudioCodec opus = new AudioCodec(
                Opus.NAME, -1, 48_000, Opus.SAMPLE_RATE, MAX_OPUS_BYTES_A_MS, OpusEncoder::new, OpusDecoder::new);
        SocketClient socket = invite(path, "'codec':'opus'");
        try (SocketCaller caller = new SocketCaller(socket, opus, opus)) {
            play(socket, "tandem:echo");
            socket.send(new byte[] {(byte) 0xFF, 0});
            CompletableFuture<Void> said = caller.say(SocketCaller.tone(700, Opus.SAMPLE_RATE, 3_000));
            OpusDecoder decoder = new OpusDecoder();
            await("the echo").until(() -> Tones.purity(hearOpus(socket, decoder), Opus.SAMPLE_RATE, 700) > 0.9);
            said.join();
        }
        hangUp(socket);
    }

    @Test
    void playsAFileOfAnAllowedFolder() throws Exception {
        Path file = WavAudio.tone(folder.resolve("sounds/440.wav"), 8_000, 440, Duration.ofSeconds(1));
        SocketClient socket = invite("/ws", "");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            socket.send("{'command':'play','url':'" + file + "'}");

            short[] heard = caller.hear(ONE_SECOND - 5);
            assertThat(Tones.purity(heard, 16_000, 440)).isGreaterThan(0.95);
            assertThat(socket.event().path("playId").asText()).isEqualTo(file.toString());
            JsonNode end = socket.await("trackEnd");
            assertThat(end.path("trackId").asText()).isEqualTo("server-side-track");
            assertThat(end.path("duration").asLong()).isGreaterThanOrEqualTo(950);
        }
        hangUp(socket);
    }

    @Test
    void playsAnMp3FromTheWeb() throws Exception {
        byte[] mp3 = Files.readAllBytes(Path.of("src/test/resources/audio/tone-440hz.mp3"));
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/tone.mp3", exchange -> {
            exchange.sendResponseHeaders(200, mp3.length);
            exchange.getResponseBody().write(mp3);
            exchange.close();
        });
        web.start();
        SocketClient socket = invite("/ws", "");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            play(socket, "http://127.0.0.1:" + web.getAddress().getPort() + "/tone.mp3");

            short[] heard = caller.hear(ONE_SECOND / 2);
            assertThat(Tones.purity(Arrays.copyOfRange(heard, 2_000, heard.length), 16_000, 440))
                    .isGreaterThan(0.95);
            socket.await("trackEnd");
        } finally {
            web.stop(0);
        }
        hangUp(socket);
    }

    @Test
    void freezesAndContinuesAPrompt() throws Exception {
        SocketClient socket = invite("/ws", "");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            play(socket, tone(1_000));
            caller.hear(10);
            socket.send("{'command':'pause','id':'1'}");
            socket.await("ack");
            await("silence").until(() -> socket.audio.poll(300, TimeUnit.MILLISECONDS) == null);
            assertThat(socket.events).as("no end while it is frozen").isEmpty();
            socket.send("{'command':'resume','id':'2'}");

            assertThat(Tones.purity(caller.hear(10), 16_000, 440)).isGreaterThan(0.9);
            assertThat(socket.namesUntil("trackEnd")).containsExactly("ack", "trackEnd");
            socket.send("{'command':'pause','id':'3'}");
            assertThat(socket.event().path("error").asText()).contains("track not found: server-side-track");
        }
        hangUp(socket);
    }

    @Test
    void fadesAnInterruptedPromptOut() throws Exception {
        SocketClient socket = invite("/ws", "");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            play(socket, tone(3_000));
            double loud = Tones.rms(caller.hear(10));
            socket.send("{'command':'interrupt','fadeOutMs':400}");
            assertThat(socket.namesUntil("trackEnd")).containsExactly("trackEnd");

            short[] rest = caller.hear(socket.audio.size());
            double quiet = Tones.rms(Arrays.copyOfRange(rest, rest.length - 1_600, rest.length));
            assertThat(loud).isGreaterThan(3_000);
            assertThat(quiet).as("the last 100 ms of the ramp").isBetween(1.0, loud / 3);
        }
        hangUp(socket);
    }

    @Test
    void mutesEitherTrack() throws Exception {
        SocketClient socket = invite("/ws", "muted", "");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            play(socket, "tandem:echo");
            CompletableFuture<Void> said = caller.say(SocketCaller.tone(700, 16_000, 30_000));
            await("the echo").until(() -> Tones.rms(caller.hear(5)) > 5_000);
            for (String track : new String[] {"'trackId':'server-side-track'", "'trackId':'muted'", "'sender':''"}) {
                socket.send("{'command':'mute'," + track + "}");
                await("silence by " + track)
                        .until(() -> socket.audio.poll(300, TimeUnit.MILLISECONDS) == null
                                || Tones.rms(caller.hear(5)) < 10);
                socket.send("{'command':'unmute'," + track + "}");
                await("the echo again").until(() -> Tones.rms(caller.hear(5)) > 5_000);
            }
            said.cancel(false);
        }
        hangUp(socket);
    }

    @Test
    void recordsTheCallerLeftAndTheAgentRight() throws Exception {
        SocketClient socket = invite("/ws", "'recorder':{'recorderFile':'both'}");
        Path file = folder.resolve("recordings/both.wav");
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            play(socket, tone(4_000));
            CompletableFuture<Void> said = caller.say(SocketCaller.tone(1_000, 16_000, 3_000));
            await("a valid file while it runs")
                    .ignoreExceptions()
                    .until(() -> WavAudio.read(file).channel(0).length > 16_000);
            said.join();
        }
        hangUp(socket);
        await("the end of the recording")
                .until(() -> node.status().at("/media/sessions").asInt() == 0);

        WavAudio audio = WavAudio.read(file);
        assertThat(audio.sampleRate()).isEqualTo(16_000);
        assertThat(audio.channelCount()).isEqualTo(2);
        assertThat(Tones.purity(Arrays.copyOfRange(audio.channel(0), 16_000, 40_000), 16_000, 1_000))
                .as("left: the caller")
                .isGreaterThan(0.95);
        assertThat(Tones.purity(Arrays.copyOfRange(audio.channel(1), 16_000, 40_000), 16_000, 440))
                .as("right: the agent")
                .isGreaterThan(0.95);
    }

    @Test
    @RequiresTool("espeak-ng")
    void noticesSpeechAndItsEnd() throws Exception {
        SocketClient socket = invite("/ws", "heard", "'vad':{'type':'silero','silencePadding':300}");
        short[] speech = Espeak.speak("Good morning, I would like to ask you something", 16_000);
        try (SocketCaller caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K)) {
            caller.say(Arrays.copyOf(speech, speech.length + 32_000)).join();

            JsonNode speaking = socket.await("speaking");
            JsonNode silence = socket.await("silence");
            assertThat(silence.path("startTime").asLong())
                    .isEqualTo(speaking.path("startTime").asLong());
            assertThat(silence.path("duration").asLong()).isBetween(250L, speech.length / 16L + 500);
            assertThat(speaking.path("trackId").asText()).isEqualTo("heard");
        }
        hangUp(socket);
    }

    /** The next half a second. */
    private static short[] hearOpus(SocketClient socket, OpusDecoder decoder) throws InterruptedException {
        short[] frame = new short[OpusDecoder.MAX_SAMPLES];
        short[] heard = new short[ONE_SECOND / 2 * Opus.FRAME_SAMPLES];
        for (int at = 0; at < heard.length; at += Opus.FRAME_SAMPLES) {
            byte[] packet = socket.audio.poll(5, TimeUnit.SECONDS);
            assertThat(packet).as("a packet").isNotNull().hasSizeBetween(1, 200);
            assertThat(decoder.decode(packet, 0, packet.length, frame, 0)).isEqualTo(Opus.FRAME_SAMPLES);
            System.arraycopy(frame, 0, heard, at, Opus.FRAME_SAMPLES);
        }
        return heard;
    }

    private static SocketClient invite(String path, String option) throws Exception {
        return invite(path, "s-" + System.nanoTime(), option);
    }

    /** Starts a call; its events up to the answer are taken. */
    private static SocketClient invite(String path, String id, String option) throws Exception {
        SocketClient socket = node.connect(path + "?id=" + id);
        socket.send("{'command':'invite','option':{" + option + "}}");
        assertThat(socket.namesUntil("answer")).containsExactly("trackStart", "answer");
        return socket;
    }

    private static void play(SocketClient socket, String url) throws Exception {
        socket.send("{'command':'play','url':'" + url + "'}");
        assertThat(socket.event().path("event").asText()).isEqualTo("trackStart");
    }

    private static void hangUp(SocketClient socket) throws Exception {
        socket.send("{'command':'hangup'}");
        socket.await("hangup");
    }

    /** A prompt in the folder of prompts: 440 Hz. */
    private static String tone(int millis) throws Exception {
        return WavAudio.tone(folder.resolve("sounds/" + millis + ".wav"), 16_000, 440, Duration.ofMillis(millis))
                .toString();
    }
}
