package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node whose calls are all controlled by the test, and the {@link Party parties} that call it. */
final class Gathering implements AutoCloseable {
    final TestNode node;
    private final HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final BlockingQueue<String> dialogs = new LinkedBlockingQueue<>();

    Gathering(Path folder, String overrides) throws Exception {
        webhook.createContext("/", exchange -> {
            dialogs.add(new ObjectMapper()
                    .readTree(exchange.getRequestBody())
                    .path("dialogId")
                    .asText());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        String url = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/";
        node = TestNode.start(
                folder, "handler { type = webhook, urls = [\"" + url + "\"], timeout = 10s }\n" + overrides);
    }

    /** A phone that calls in, says {@code tone} and stays until the server hangs up. */
    Party.Phone phone(int tone) throws Exception {
        return phone(tone, "{}", "hung-up-talk");
    }

    /**
     * A phone that calls in and says {@code tone}.
     *
     * @param option what its call is accepted with
     * @param scenario of SIPp, taking its RTP port as a key
     */
    Party.Phone phone(int tone, String option, String scenario, String... sippOptions) throws Exception {
        RtpPeer peer = new RtpPeer();
        peer.say(tone);
        String[] options = Arrays.copyOf(sippOptions, sippOptions.length + 3);
        System.arraycopy(new String[] {"-key", "rtp", "" + peer.port()}, 0, options, sippOptions.length, 3);
        CompletableFuture<SippRunner.Result> call =
                CompletableFuture.supplyAsync(() -> SippRunner.call(scenario, node.sipPort(), options));
        String id = nextDialog();
        SocketClient socket = control(id);
        socket.send("{'command':'accept','option':" + option + "}");
        socket.await("answer");
        return new Party.Phone(id, socket, peer, call);
    }

    /** A caller by WebSocket who says {@code tone}. */
    Party.Browser browser(int tone) throws Exception {
        String id = "browser-" + tone;
        SocketClient socket = node.connect("/ws?id=" + id);
        socket.send("{'command':'invite','option':{}}");
        socket.await("answer");
        return new Party.Browser(id, socket, tone);
    }

    /** A caller by WebRTC who says {@code tone}. */
    Party.Peer peer(int tone) throws Exception {
        String id = "peer-" + tone;
        return new Party.Peer(id, node.connect("/call/webrtc?id=" + id), tone);
    }

    /** The session id of the next call that comes in by SIP. */
    String nextDialog() throws InterruptedException {
        String id = dialogs.poll(20, TimeUnit.SECONDS);
        assertThat(id).as("a call").isNotNull();
        return id;
    }

    SocketClient control(String id) throws Exception {
        return node.connect("/call/sip?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Exception {
        node.close();
        webhook.stop(0);
    }
}
