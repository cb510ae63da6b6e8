package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.Baresip;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller on the telephone side and the demo agent: the greeting is heard, and one's own words come back. */
class DemoCallIT {
    @TempDir
    private Path folder;

    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(folder, "");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    @RequiresTool("sipp")
    void aCallerHearsTheGreetingAndThenTheirOwnWords() throws Exception {
        try (RtpPeer peer = new RtpPeer()) {
            CompletableFuture<SippRunner.Result> call = CompletableFuture.supplyAsync(() -> SippRunner.call(
                    "talk", node.sipPort(), "-key", "rtp", Integer.toString(peer.port()), "-d", "12000", "-s", "demo"));

            Awaitility.await("the greeting").atMost(Duration.ofSeconds(5)).until(() -> level(peer) > 500);
            Awaitility.await("the end of the greeting")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> peer.heardSamples() > RtpPeer.SAMPLE_RATE && level(peer) < 20);
            peer.say(700);
            Awaitility.await("the echo")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> Tones.purity(last(peer), RtpPeer.SAMPLE_RATE, 700) > 0.97 && level(peer) > 3000);

            assertThat(call.join().exitCode()).as(call.join().output()).isZero();
            Awaitility.await("no call, no session, no port left").until(this::isIdle);
        }
    }

    @ParameterizedTest
    @RequiresTool({"baresip", "sox"})
    @CsvSource({
        "PCMU/8000/1, udp, 8000",
        "PCMA/8000/1, udp, 8000",
        "G722/16000/1, udp, 16000",
        "PCMU/8000/1, tcp, 8000",
        "PCMA/8000/1, tcp, 8000",
        "G722/16000/1, tcp, 16000"
    })
    void baresipTalksWithTheDemoBothWays(String codec, String transport, int rate, @TempDir Path phone)
            throws Exception {
        Path voice = WavAudio.tone(phone.resolve("voice.wav"), rate, 440, Duration.ofSeconds(30));

        Path heard = new Baresip(phone, codec, transport).call("demo", node.sipPort(), voice, Duration.ofSeconds(10));

        WavAudio audio = WavAudio.read(heard);
        short[] end = audio.last(Duration.ofSeconds(1));
        assertThat(Tones.rms(end)).as("level of the echo").isGreaterThan(3000);
        assertThat(Tones.purity(end, audio.sampleRate(), 440))
                .as("purity of the echo")
                .isGreaterThan(0.97);
        Awaitility.await("no call left").until(this::isIdle);
    }

    private boolean isIdle() {
        var status = node.status();
        return status.at("/calls/running").asInt() == 0
                && status.at("/media/sessions").asInt() == 0
                && status.at("/media/portsInUse").asInt() == 0
                && status.at("/sip/legs").asInt() == 0;
    }

    private static double level(RtpPeer peer) {
        return Tones.rms(last(peer));
    }

    /** The last 400 ms. */
    private static short[] last(RtpPeer peer) {
        short[] heard = peer.heardSince(Math.max(0, peer.heardSamples() - RtpPeer.SAMPLE_RATE * 2 / 5));
        return Arrays.copyOf(heard, heard.length);
    }
}
