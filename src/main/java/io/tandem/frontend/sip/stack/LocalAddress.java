package io.tandem.frontend.sip.stack;

import io.tandem.frontend.sip.settings.SipSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address that peers are told for Via, Contact and SDP. */
public final class LocalAddress {
    private static final int DISCARD_PORT = 9;

    private final InetAddress configured;

    /** @throws UnknownHostException when the configured address is none */
    public LocalAddress(SipSettings settings) throws UnknownHostException {
        configured = InetAddress.getByName(settings.advertisedHost());
    }

    /** The configured address, or, listening on all, that of the interface the system would use for {@code peer}. */
    public InetAddress towards(InetAddress peer) {
        if (!configured.isAnyLocalAddress()) {
            return configured;
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            // Sends nothing: connecting a datagram socket only asks the routing table.
            probe.connect(new InetSocketAddress(peer, DISCARD_PORT));
            return probe.getLocalAddress();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /** {@code address} as SIP writes it: IPv6 in brackets. */
    public static String text(InetAddress address) {
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        String plain = zone < 0 ? host : host.substring(0, zone);
        return plain.indexOf(':') < 0 ? plain : '[' + plain + ']';
    }
}
