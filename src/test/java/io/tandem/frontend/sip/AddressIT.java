package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.Trunk;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of its addresses the front end tells its peers. */
class AddressIT {

    @Test
    void aCallOverIpv6IsAnsweredWithIpv6Addresses() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(canBind(loopback), "this machine has no IPv6 loopback address");
        try (SipServer server = new SipServer(SipServer.ACCEPT, "::1", s -> SipServer.on(s, "::1", List.of()));
                RawSip peer = RawSip.udp(loopback, server.port())) {
            RawCall raw = new RawCall(peer);
            assertThat(raw.connect(40_000))
                    .containsPattern("Contact: <sip:tandem@\\[[0:]+1\\]:" + server.port() + ">")
                    .containsPattern("c=IN IP6 [0:]+1\r\n");
            raw.hangUp();
            server.awaitFree();
        }
    }

    @Test
    void listeningEverywhereTellsTheAddressTowardsThePeer() throws Exception {
        Trunk local = new Trunk("local", List.of(Cidr.parse("127.0.0.1")), false, 0, 0, null);
        try (SipServer server =
                        new SipServer(SipServer.ACCEPT, "0.0.0.0", s -> SipServer.on(s, "0.0.0.0", List.of(local)));
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            assertThat(raw.connect(40_000))
                    .contains("Contact: <sip:tandem@127.0.0.1:" + server.port() + ">")
                    .contains("c=IN IP4 127.0.0.1\r\n");
            raw.hangUp();
            server.awaitFree();
        }
    }

    private static boolean canBind(InetAddress address) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
