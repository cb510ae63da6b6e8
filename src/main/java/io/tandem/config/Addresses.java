package io.tandem.config;

import io.tandem.frontend.sip.settings.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Judges addresses as configuration writes them: literals only, so that a start never waits for DNS. */
final class Addresses {
    static final String LOOPBACK = "127.0.0.1";
    static final String EXPECTED = "an IPv4 or IPv6 address, such as 127.0.0.1 or 0.0.0.0";
    static final String EXPECTED_OR_EMPTY = EXPECTED + ", or empty";

    private Addresses() {}

    static String literal(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException(text);
        }
        return Cidr.parse(text).network().getHostAddress();
    }

    static String literalOrEmpty(String text) {
        return text.isEmpty() ? text : literal(text);
    }

    /** HTTP may listen on a name too; only `localhost` is known to be loopback without asking DNS. */
    static String host(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return text.matches("[A-Za-z][A-Za-z0-9.-]*") ? text : literal(text);
    }

    /** Whether only this machine can reach {@code host}. */
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return !host.matches("[A-Za-z][A-Za-z0-9.-]*")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
