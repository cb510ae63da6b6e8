package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.media.codec.Codecs;
import io.tandem.tool.Baresip;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls out of a whole node, steered over its control socket as an application does. */
class OutboundIT {
    private static final int CALLEE = 1;

    @TempDir
    private Path folder;

    @Test
    void callsTheDemoAgentAndHearsItsOwnWordsBack() throws Exception {
        try (TestNode node = TestNode.start(folder, "")) {
            SocketClient socket = node.connect("/call/sip");
            socket.send(invite("sip:demo@127.0.0.1:" + node.sipPort()));
            assertThat(socket.namesUntil("answer")).startsWith("trackStart").endsWith("answer");
            assertThat(socket.await("mediaReady").path("trackId").asText()).startsWith("s.");
            play(socket, 440, 16_000);

            await("the echo").atMost(Duration.ofSeconds(20)).until(() -> purity(socket, 440) > 0.95);
            socket.send("{'command':'hangup'}");
            JsonNode hangup = socket.await("hangup");
            assertThat(hangup.path("to").toString()).contains("demo");
            await("no call left").until(() -> isIdle(node));
        }
    }

    @Test
    @RequiresTool({"baresip"})
    void talksWithBaresipBothWays(@TempDir Path phone) throws Exception {
        Path voice = WavAudio.tone(phone.resolve("voice.wav"), 8_000, 700, Duration.ofSeconds(30));
        try (TestNode node = TestNode.start(folder, "");
                Baresip.Callee callee = new Baresip(phone, "PCMA/8000/1", "udp").waitForCall(voice)) {
            SocketClient socket = node.connect("/call/sip");
            socket.send(invite(callee.uri()));
            assertThat(socket.await("answer").path("sdp").asText()).contains("PCMA/8000");
            play(socket, 440, 16_000);

            await("the voice of the callee").atMost(Duration.ofSeconds(10)).until(() -> purity(socket, 700) > 0.95);
            await("three seconds heard by the callee")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> secondsHeard(callee) > 3);
            socket.send("{'command':'hangup'}");
            socket.await("hangup");

            WavAudio heard = WavAudio.read(callee.heard());
            short[] end = heard.last(Duration.ofSeconds(1));
            assertThat(Tones.purity(end, heard.sampleRate(), 440)).isGreaterThan(0.97);
            assertThat(Tones.rms(end)).isGreaterThan(3000);
            await("no call left").until(() -> isIdle(node));
        }
    }

    @Test
    @RequiresTool("sipp")
    void routesByNumberToATrunkAndSaysWhichCalleesThereAre() throws Exception {
        try (SippRunner.Callee gateway = SippRunner.callee("callee-answers-at-once");
                TestNode node = TestNode.start(
                        folder,
                        """
                        sip.trunks.carrier { proxy = "%s", from-domain = "carrier.example" }
                        sip.outbound = [ { name = germany, callee = "^\\\\+49(\\\\d+)$", trunk = carrier, to = "0$1" } ]
                        """
                                .formatted(gateway.uri().replace("callee@", "")))) {
            SocketClient refused = node.connect("/call/sip");
            refused.send(invite("+33123"));
            JsonNode reject = refused.await("reject");
            assertThat(reject.path("code").asInt()).isEqualTo(404);
            assertThat(reject.path("reason").asText()).contains("+33123", "germany");
            assertThat(refused.await("error").path("sender").asText()).isEqualTo("invite");
            refused.await("hangup");

            SocketClient socket = node.connect("/call/sip");
            socket.send(invite("+4930123"));
            socket.await("answer");
            socket.send("{'command':'hangup'}");
            socket.await("hangup");
            SippRunner.Result result = gateway.result();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    private static String invite(String callee) {
        return "{'command':'invite','option':{'callee':'" + callee
                + "','caller':'sip:test@127.0.0.1','subscribe':true}}";
    }

    private void play(SocketClient socket, int hertz, int rate) throws Exception {
        Path prompt = WavAudio.tone(folder.resolve("sounds/" + hertz + ".wav"), rate, hertz, Duration.ofSeconds(60));
        socket.send("{'command':'play','url':'" + prompt + "'}");
    }

    private static double secondsHeard(Baresip.Callee callee) {
        return callee.bytesHeard() / 16_000.0;
    }

    /** Of the next 400 ms that the callee says. */
    private static double purity(SocketClient socket, int hertz) throws InterruptedException {
        short[] pcm = new short[20 * 320];
        for (int heard = 0; heard < pcm.length; ) {
            byte[] frame = socket.audio.poll(5, TimeUnit.SECONDS);
            assertThat(frame).hasSize(641);
            if (frame[0] == CALLEE) {
                byte[] audio = Arrays.copyOfRange(frame, 1, frame.length);
                heard += Codecs.PCM_16K.decoder().get().decode(audio, 0, audio.length, pcm, heard);
            }
        }
        return Tones.rms(pcm) < 100 ? 0 : Tones.purity(pcm, 16_000, hertz);
    }

    private static boolean isIdle(TestNode node) {
        var status = node.status();
        return status.at("/calls/running").asInt() == 0
                && status.at("/media/sessions").asInt() == 0
                && status.at("/media/portsInUse").asInt() == 0
                && status.at("/sip/legs").asInt() == 0;
    }
}
