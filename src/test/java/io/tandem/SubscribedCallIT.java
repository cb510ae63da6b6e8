package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tandem.media.codec.Codecs;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone call whose controller listens to both sides on its own socket. */
@RequiresTool("sipp")
class SubscribedCallIT {
    private static final int AGENT = 0;
    private static final int CALLER = 1;

    @TempDir
    private Path folder;

    @Test
    void aControllerHearsBothSidesOfAPhoneCall() throws Exception {
        CompletableFuture<String> dialog = new CompletableFuture<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            dialog.complete(new ObjectMapper()
                    .readTree(exchange.getRequestBody())
                    .path("dialogId")
                    .asText());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        application.start();
        String webhook = "http://127.0.0.1:" + application.getAddress().getPort() + "/";
        try (TestNode node = TestNode.start(
                        folder, "handler { type = webhook, urls = [\"" + webhook + "\"], timeout = 10s }");
                RtpPeer phone = new RtpPeer()) {
            CompletableFuture<SippRunner.Result> call = CompletableFuture.supplyAsync(() ->
                    SippRunner.call("hung-up-talk", node.sipPort(), "-key", "rtp", Integer.toString(phone.port())));
            SocketClient socket = node.connect("/call/sip?id=" + dialog.get(20, TimeUnit.SECONDS));
            socket.send(new byte[640]);
            socket.send("{'command':'accept','option':{'subscribe':true}}");
            assertThat(socket.namesUntil("answer")).containsExactly("incoming", "trackStart", "answer");
            phone.say(700);
            Path prompt = WavAudio.tone(folder.resolve("sounds/440.wav"), 16_000, 440, Duration.ofSeconds(10));
            socket.send("{'command':'play','url':'" + prompt + "'}");

            await("the caller").until(() -> purity(socket, CALLER, 700) > 0.95);
            await("the agent").until(() -> purity(socket, AGENT, 440) > 0.95);
            socket.send("{'command':'hangup'}");
            assertThat(socket.namesUntil("hangup")).endsWith("trackEnd", "hangup");
            assertThat(call.join().exitCode()).as(call.join().output()).isZero();
        } finally {
            application.stop(0);
        }
    }

    /** Of the next 400 ms of one side. */
    private static double purity(SocketClient socket, int side, int hertz) throws InterruptedException {
        short[] pcm = new short[20 * 320];
        for (int heard = 0; heard < pcm.length; ) {
            byte[] frame = socket.audio.poll(5, TimeUnit.SECONDS);
            assertThat(frame).hasSize(641);
            assertThat(frame[0]).isIn((byte) AGENT, (byte) CALLER);
            if (frame[0] == side) {
                byte[] audio = Arrays.copyOfRange(frame, 1, frame.length);
                heard += Codecs.PCM_16K.decoder().get().decode(audio, 0, audio.length, pcm, heard);
            }
        }
        return Tones.purity(pcm, 16_000, hertz);
    }
}
