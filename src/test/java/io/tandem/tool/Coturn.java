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
    public static Optional<InetAddress> hostAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress())
                .findFirst();
    }

    /** @param port a free one, see {@link #freePort} */
    public static Coturn start(Path folder, InetAddress host, int port) throws IOException {
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

    public static int freePort(InetAddress host) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, host)) {
            return probe.getLocalPort();
        }
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
