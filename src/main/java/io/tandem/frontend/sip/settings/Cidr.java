package io.tandem.frontend.sip.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A network: an address and the number of its leading bits that count (RFC 4632, RFC 4291). */
public record Cidr(InetAddress network, int prefix) {

    /** Only these may reach {@link InetAddress#getByName}, which would ask DNS for anything else. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads an address (the host alone) or a network such as {@code 198.51.100.0/24} or {@code 2001:db8::/48}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = literal(slash < 0 ? text : text.substring(0, slash), text);
        int bits = network.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), text);
        if (prefix > bits) {
            throw malformed(text);
        }
        return new Cidr(network, prefix);
    }

    /** Whether {@code address} is of this network; an IPv4 address is never of an IPv6 network. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (mine[whole] & 0xFF) >> (8 - rest) == (other[whole] & 0xFF) >> (8 - rest);
    }

    private static InetAddress literal(String host, String text) {
        if (!LITERAL.matcher(host).matches()) {
            throw malformed(text);
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
    }

    private static int prefix(String digits, String text) {
        if (!digits.matches("\\d{1,3}")) {
            throw malformed(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "source: " + text + " (expected: an IPv4 or IPv6 address or network, such as 198.51.100.0/24)");
    }
}
