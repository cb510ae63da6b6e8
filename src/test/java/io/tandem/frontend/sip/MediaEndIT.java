package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.call.Event;
import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.tool.RtpPeer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What media means for signalling. */
class MediaEndIT {
    private static final Pattern AUDIO = Pattern.compile("m=audio (\\d+)");

    @Test
    void aCallWithoutMediaEndsForThatReason() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT, "127.0.0.1", Duration.ofMillis(500), s -> s);
                RawSip peer = RawSip.udp(server.port())) {
            new RawCall(peer).connect(40_000);
            String bye = peer.receiveRequest();
            assertThat(bye).startsWith("BYE ").contains("Reason: Q.850;cause=102;text=\"RTP timeout\"");
            peer.send(RawCall.ok(bye));
            Event.Hangup end = server.hangup(server.nextCall());
            assertThat(end.cause().text()).isEqualTo("RTP timeout");
            server.awaitFree();
        }
    }

    @Test
    void mediaOfATrunkBehindNatGoesBackToWhereItComesFrom() throws Exception {
        Trunk nat = new Trunk("nat", List.of(Cidr.parse("127.0.0.1")), true, 0, 0, null);
        try (SipServer server = new SipServer(
                        SipServer.ACCEPT,
                        s -> SipServer.with(s, UnknownSources.REJECT, SipServer.limits(100), List.of(nat)));
                RtpPeer caller = new RtpPeer();
                DatagramSocket announced = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            Matcher port = AUDIO.matcher(raw.connect(announced.getLocalPort()));
            assertThat(port.find()).isTrue();
            caller.sendTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))));
            await().until(() -> caller.packets() > 10);
            announced.setSoTimeout(100);
            assertThatThrownBy(() -> drain(announced)).isInstanceOf(SocketTimeoutException.class);
            long heard = caller.packets();
            await().until(() -> caller.packets() > heard + 10);
            raw.hangUp();
            server.awaitFree();
        }
    }

    /** Reads what was sent there before the latch; ends when nothing comes any more. */
    private static void drain(DatagramSocket socket) throws IOException {
        while (!socket.isClosed()) {
            socket.receive(new DatagramPacket(new byte[2048], 2048));
        }
    }
}
