package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tandem.media.codec.Codecs;
import io.tandem.tool.SocketCaller;
import io.tandem.tool.SocketClient;
import io.tandem.tool.Tones;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers on a WebSocket who ask for an agent by name. */
class NamedAgentIT {
    private static final int ONE_SECOND = 50;

    @TempDir
    private Path folder;

    @Test
    void theDemoGreetsACallerWhoPressesHashToEnd() throws Exception {
        try (TestNode node = TestNode.start(folder, "");
                SocketCaller caller = invite(node, "/ws?id=web&agent=demo")) {
            assertThat(Tones.rms(caller.hear(ONE_SECOND))).as("the greeting").isGreaterThan(500);

            node.post("/command/web", "application/json", "{\"command\":\"dtmf\",\"digit\":\"#\",\"id\":\"7\"}");

            SocketClient socket = caller.socket();
            assertThat(socket.await("dtmf").path("digit").asText()).isEqualTo("#");
            assertThat(socket.await("ack").path("id").asText()).isEqualTo("7");
            assertThat(socket.await("hangup").path("initiator").asText()).isEqualTo("system");
        }
    }

    @Test
    void anApplicationIsToldOfTheCallAndSteersItBesideTheSocket() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            told.complete(new ObjectMapper()
                    .readTree(exchange.getRequestBody())
                    .path("dialogId")
                    .asText());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        application.start();
        String url = "http://127.0.0.1:" + application.getAddress().getPort() + "/";
        String agents = "agents.sales { type = webhook, urls = [\"" + url + "\"], timeout = 10s }";
        try (TestNode node = TestNode.start(folder, agents);
                SocketCaller caller = invite(node, "/ws?agent=sales")) {
            assertThat(node.get("/agents").body()).contains("\"demo\"", "\"sales\",\"type\":\"webhook\"");
            assertThat(node.refusal("/ws?agent=purchase")).isEqualTo(404);

            String id = told.get(20, TimeUnit.SECONDS);
            node.post("/command/" + id, "application/json", "{\"command\":\"play\",\"url\":\"tandem:tone\"}");

            await("the tone").until(() -> Tones.rms(caller.hear(ONE_SECOND / 5)) > 500);
        } finally {
            application.stop(0);
        }
    }

    private static SocketCaller invite(TestNode node, String pathAndQuery) throws Exception {
        SocketClient socket = node.connect(pathAndQuery);
        socket.send("{'command':'invite','option':{'codec':'pcm'}}");
        socket.await("answer");
        return new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K);
    }
}
