package io.tandem.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A c= line: a host as written. Only literal addresses are of use; a name is never looked up. */
record Connection(String addressType, String host) {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

    /** The line of one of our own addresses. */
    static Connection of(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return new Connection(
                address instanceof Inet6Address ? "IP6" : "IP4", scope < 0 ? text : text.substring(0, scope));
    }

    /** Where packets can be sent, null when the host is a name, the unspecified address or a multicast group. */
    @Nullable
    InetAddress unicast() {
        InetAddress address = literal();
        return address == null || address.isAnyLocalAddress() || address.isMulticastAddress() ? null : address;
    }

    /** Whether this is 0.0.0.0 or ::, the hold of RFC 2543. */
    boolean unspecified() {
        InetAddress address = literal();
        return address != null && address.isAnyLocalAddress();
    }

    private @Nullable InetAddress literal() {
        boolean literal = IPV4.matcher(host).matches()
                || host.contains(":") && IPV6.matcher(host).matches();
        if (!literal) {
            return null;
        }
        try {
            return InetAddress.getByName(host); // a literal: parsed, not resolved
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "IN " + addressType + " " + host;
    }
}
