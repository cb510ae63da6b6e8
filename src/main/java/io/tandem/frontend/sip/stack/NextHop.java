package io.tandem.frontend.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a request for a URI goes first. Looks names up, so it blocks. */
public final class NextHop {
    private static final int DEFAULT_PORT = 5060;
    private static final int MAX_PORT = 65_535;
    private static final Pattern SIP_URI = Pattern.compile(
            "(?i)<?(sips?):(?:[^@>]*@)?(\\[[^\\]]+\\]|[^:;?>]+)(?::(\\d{1,5}))?([^>]*)>?.*", Pattern.DOTALL);
    private static final Pattern TRANSPORT = Pattern.compile("(?i);transport=([^;?]+)");

    private NextHop() {}

    /**
     * The address, port and transport of a SIP URI or a Route value.
     *
     * @throws UnknownHostException when it is none, its host is not known, or its transport is not offered here
     */
    public static ClientRequests.Flow of(String uri) throws UnknownHostException {
        Matcher matcher = SIP_URI.matcher(uri);
        if (!matcher.matches()) {
            throw new UnknownHostException(uri + " (expected: a SIP URI)");
        }
        Matcher stated = TRANSPORT.matcher(matcher.group(4));
        String transport = stated.find() ? stated.group(1).toLowerCase(Locale.ROOT) : "udp";
        if (matcher.group(1).equalsIgnoreCase("sips") || !(transport.equals("udp") || transport.equals("tcp"))) {
            throw new UnknownHostException(uri + " (expected: sip: with transport udp or tcp)");
        }
        int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port == 0 || port > MAX_PORT) {
            throw new UnknownHostException(uri + " (expected: a port of 1 to 65535)");
        }
        return new ClientRequests.Flow(new InetSocketAddress(InetAddress.getByName(matcher.group(2)), port), transport);
    }

    /** Whether an address is of this machine or of a network that is not reached from outside (RFC 1918, RFC 3927, RFC 4193). */
    public static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal;
    }
}
