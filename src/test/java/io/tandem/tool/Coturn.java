package io.tandem.tool;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Debian's TURN server on this machine, on UDP and TCP, with credentials that are made from a secret. */
public final class Coturn implements AutoCloseable {
    public static final String SECRET = "a-secret-of-the-tests";

    private final Process process;
    private final InetSocketAddress address;

    private Coturn(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** An address of this machine that other machines could use; WebRTC does not use the loopback one. */
    private static Optional<InetAddress> hostAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress())
                .findFirst();
    }

    /**
     * Starts it on a free port; a machine without an address for it skips the test.
     *
     * @param folder for its log
     */
    public static Coturn start(Path folder) throws IOException {
        InetAddress host = hostAddress().orElse(null);
        Assumptions.assumeTrue(host != null, "no network interface beside the loopback one");
        int port = freePort(host);
        Process process = new ProcessBuilder(List.of(
                        "turnserver",
                        "-n",
                        "--listening-ip=" + host.getHostAddress(),
                        "--relay-ip=" + host.getHostAddress(),
                        "--listening-port=" + port,
                        "--use-auth-secret",
                        "--static-auth-secret=" + SECRET,
                        "--realm=test",
                        "--no-tls",
                        "--no-dtls",
                        "--no-cli",
                        "--simple-log",
                        "--log-file=" + folder.resolve("turnserver.log"),
                        "--pidfile=" + folder.resolve("turnserver.pid")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("turnserver.out").toFile())
                .start();
        Coturn server = new Coturn(process, new InetSocketAddress(host, port));
        Awaitility.await("turnserver").until(server::listens);
        return server;
    }

    private static int freePort(InetAddress host) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, host)) {
            return probe.getLocalPort();
        }
    }

    /** Its address, as a URL of ICE servers. @param protocol between client and server: udp or tcp */
    public String url(String protocol) {
        return "turn:" + address.getAddress().getHostAddress() + ":" + address.getPort() + "?transport=" + protocol;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("turnserver ended with " + process.exitValue());
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
