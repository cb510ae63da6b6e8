package io.tandem.frontend.sip;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP peer by hand: writes bytes, reads messages; over UDP or over one TCP connection. */
final class RawSip implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:Content-Length|l)\\s*:\\s*(\\d+)");

    private final DatagramSocket datagrams;
    private final Socket connection;
    private final InputStream in;

    private RawSip(DatagramSocket datagrams, Socket connection, InputStream in) {
        this.datagrams = datagrams;
        this.connection = connection;
        this.in = in;
    }

    static RawSip udp(int serverPort) {
        return udp(InetAddress.getLoopbackAddress(), serverPort);
    }

    static RawSip udp(InetAddress server, int serverPort) {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(server, 0));
            socket.connect(server, serverPort);
            return new RawSip(socket, null, InputStream.nullInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawSip tcp(int serverPort) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            socket.setTcpNoDelay(true);
            return new RawSip(null, socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return connection == null ? datagrams.getLocalPort() : connection.getLocalPort();
    }

    /** As SIP writes it. */
    String host() {
        InetAddress address = connection == null ? datagrams.getLocalAddress() : connection.getLocalAddress();
        return address.getAddress().length == 4 ? address.getHostAddress() : '[' + address.getHostAddress() + ']';
    }

    /** As a Via writes it. */
    String transport() {
        return connection == null ? "UDP" : "TCP";
    }

    void send(String message) {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    /** One datagram, or one segment. */
    void send(byte[] bytes) {
        try {
            if (connection == null) {
                datagrams.send(new DatagramPacket(bytes, bytes.length));
            } else {
                connection.getOutputStream().write(bytes);
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message; fails when none comes in ten seconds. */
    String receive() {
        return receive(PATIENCE).orElseThrow(() -> new AssertionError("no message came"));
    }

    /** The next final response. */
    String receiveFinal() {
        String message = receive();
        while (message.startsWith("SIP/2.0 1")) {
            message = receive();
        }
        return message;
    }

    /** The next request; a 2xx that is repeated because its ACK came late is passed over. */
    String receiveRequest() {
        String message = receive();
        while (message.startsWith("SIP/2.0 ")) {
            message = receive();
        }
        return message;
    }

    /** The next message, if one comes within {@code patience}. */
    Optional<String> receive(Duration patience) {
        try {
            if (connection == null) {
                datagrams.setSoTimeout((int) patience.toMillis());
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                datagrams.receive(packet);
                return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
            connection.setSoTimeout((int) patience.toMillis());
            return Optional.of(readMessage());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next bytes of the connection as they are; fewer when it was closed. */
    byte[] receiveBytes(int count) throws IOException {
        connection.setSoTimeout((int) PATIENCE.toMillis());
        return in.readNBytes(count);
    }

    private String readMessage() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection after: " + text);
            }
            head.write(next);
            text = next == '\n' ? head.toString(StandardCharsets.UTF_8) : "";
        }
        Matcher length = LENGTH.matcher(text);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return text + new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            if (connection == null) {
                datagrams.close();
            } else {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
