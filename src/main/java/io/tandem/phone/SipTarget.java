package io.tandem.phone;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a SIP call is for.
 *
 * @param user user part, empty for none
 * @param address where the request goes
 * @param transport {@code udp} or {@code tcp}
 */
record SipTarget(String user, InetSocketAddress address, String transport) {
    private static final Pattern URI =
            Pattern.compile("sip:(?:([^@;?]+)@)?(\\[[0-9A-Fa-f:.]+]|[^:;?@\\[\\]]+)(?::(\\d{1,5}))?(?:;.*)?");
    private static final int SIP_PORT = 5060;

    static SipTarget parse(String uri, String transport) throws PhoneException {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new PhoneException("URI: " + uri + " (expected: sip:user@host or sip:user@host:port)");
        }
        int port = matcher.group(3) == null ? SIP_PORT : Integer.parseInt(matcher.group(3));
        if (port > 65_535) {
            throw new PhoneException("port: " + port + " (expected: 1 to 65535)");
        }
        try {
            InetAddress host = InetAddress.getByName(matcher.group(2));
            String user = matcher.group(1) == null ? "" : matcher.group(1);
            return new SipTarget(user, new InetSocketAddress(host, port), transport);
        } catch (UnknownHostException e) {
            throw new PhoneException(
                    "host: " + matcher.group(2) + " (expected: a name that resolves, or an address)", e);
        }
    }

    /** The address of this machine that the target is reached from. Sends nothing. */
    InetAddress localAddress() throws PhoneException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address);
            return socket.getLocalAddress();
        } catch (SocketException e) {
            throw new PhoneException("host: " + address + " (expected: a reachable address)", e);
        }
    }

    String uri() {
        return "sip:" + (user.isEmpty() ? "" : user + "@") + hostPort(address.getAddress(), address.getPort())
                + (transport.equals("udp") ? "" : ";transport=" + transport);
    }

    static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    static String hostPort(InetAddress address, int port) {
        return host(address) + ":" + port;
    }
}
