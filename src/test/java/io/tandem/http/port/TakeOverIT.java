package io.tandem.http.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.tandem.http.socket.SocketLimits;
import io.tandem.http.socket.SocketListener;
import io.tandem.http.socket.SocketUpgrade;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SocketClient;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that becomes a socket, in plain text and under TLS. */
class TakeOverIT {

    private static final ActorTestKit KIT = ActorTestKit.create("take-over");
    private static final String UPGRADE =
            "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    @TempDir
    Path folder;

    @AfterAll
    static void stopActors() {
        KIT.shutdownTestKit();
    }

    @Test
    void takesAKeptAliveConnectionOver() throws Exception {
        HttpPort port = bind(null);
        try (Socket socket = new Socket("127.0.0.1", port.address().getPort())) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            for (String request : new String[] {"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", UPGRADE}) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                readUntil(in, request.equals(UPGRADE) ? "\r\n\r\n" : "http!");
            }
            socket.getOutputStream().write(new byte[] {(byte) 0x82, (byte) 0x82, 0, 0, 0, 0, 7, 8});

            assertThat(in.readNBytes(4)).containsExactly(0x82, 2, 7, 8);
        }
        stop(port);
    }

    @Test
    void endsAConnectionThatSendsFramesBeforeItIsASocket() throws Exception {
        HttpPort port = bind(null);
        try (Socket socket = new Socket("127.0.0.1", port.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((UPGRADE + "early").getBytes(StandardCharsets.US_ASCII));

            assertThat(readUntil(socket.getInputStream(), "never")).doesNotContain("early");
        }
        stop(port);
    }

    @Test
    @RequiresTool("openssl")
    void doesTheSameUnderTls() throws Exception {
        Certificate certificate = certificate();
        HttpPort port = bind(certificate);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(certificate.chain()))
                .build();
        String address = "127.0.0.1:" + port.address().getPort();

        String answer = client.send(
                        java.net.http.HttpRequest.newBuilder(URI.create("https://" + address + "/a"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        SocketClient socket = SocketClient.connect(client, URI.create("wss://" + address + "/echo"));
        byte[] large = new byte[50_000];
        large[49_999] = 5;
        socket.send(large);

        assertThat(answer).isEqualTo("https!");
        assertThat(socket.audio.poll(10, TimeUnit.SECONDS)).isEqualTo(large);
        socket.socket().sendClose(1000, "").get(10, TimeUnit.SECONDS);
        assertThat(socket.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        stop(port);
    }

    @Test
    @RequiresTool("openssl")
    void saysWhichCertificateCannotBeUsed() throws Exception {
        Path chain = certificate().chain();
        Path key = Files.writeString(folder.resolve("wrong.pem"), "no key");

        assertThatThrownBy(() -> bind(new Certificate(chain, key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.pem (expected: a certificate chain and its private key");
    }

    private static HttpPort bind(@Nullable Certificate certificate) {
        PortSettings settings = new PortSettings("127.0.0.1", 0, 100, Duration.ZERO, certificate);
        return HttpPort.bind(KIT.system(), settings, TakeOverIT::answer)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(
                request.getUri().path().equals("/echo")
                        ? SocketUpgrade.respond(request, new SocketLimits(1_000, 100_000), new Echo())
                        : HttpResponse.create().withEntity(request.getUri().getScheme() + "!"));
    }

    private static void stop(HttpPort port) throws Exception {
        port.stop(Duration.ZERO).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.indexOf(end) >= 0) {
                break;
            }
        }
        return text.toString();
    }

    private Certificate certificate() throws Exception {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=test",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        chain.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
        return new Certificate(chain, key);
    }

    private static SSLContext trusting(Path chain) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(chain)) {
            trusted.setCertificateEntry(
                    "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Sends binary messages back. */
    private static final class Echo implements SocketListener {
        private io.tandem.http.socket.@Nullable Socket socket;

        @Override
        public void opened(io.tandem.http.socket.Socket opened) {
            socket = opened;
        }

        @Override
        public void text(String message) {}

        @Override
        public void binary(ByteBuffer message) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            if (socket != null) {
                socket.sendBinary(bytes, bytes.length);
            }
        }

        @Override
        public void tooLarge(int limit) {}

        @Override
        public void writable() {}

        @Override
        public void stalled() {}

        @Override
        public void closed() {}
    }
}
