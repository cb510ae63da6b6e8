package io.tandem.frontend.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.LiveCall;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages and segments, keep-alives and sizes (profile row 1.1). */
class TcpFramingIT {
    private SipServer server;

    @BeforeEach
    void start() throws Exception {
        server = new SipServer(SipServer.ACCEPT);
    }

    @AfterEach
    void nothingIsLeft() {
        server.awaitFree();
        server.close();
    }

    @Test
    void aMessageMayComeByteByByte() {
        try (RawSip peer = RawSip.tcp(server.port())) {
            RawCall raw = new RawCall(peer);
            for (byte b : raw.invite(40_000).getBytes(UTF_8)) {
                peer.send(new byte[] {b});
            }
            String answer = raw.answer();
            assertThat(answer).startsWith("SIP/2.0 200");
            peer.send(raw.ack(answer));
            raw.hangUp();
        }
    }

    @Test
    void fiftyMessagesMayComeInOneSegment() {
        try (RawSip peer = RawSip.tcp(server.port())) {
            StringBuilder segment = new StringBuilder();
            Set<String> asked = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                RawCall raw = new RawCall(peer);
                asked.add(raw.callId);
                segment.append(raw.alone("OPTIONS"));
            }
            peer.send(segment.toString());
            for (int i = 0; i < 50; i++) {
                String answer = peer.receiveFinal();
                assertThat(answer).startsWith("SIP/2.0 200");
                asked.removeIf(answer::contains);
            }
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void keepAlivesAreAnsweredBetweenMessagesAndNeverParsed() throws Exception {
        try (RecordedLog log = new RecordedLog();
                RawSip peer = RawSip.tcp(server.port())) {
            RawCall.works(peer);
            peer.send("\r\n\r\n");
            assertThat(peer.receiveBytes(2)).isEqualTo("\r\n".getBytes(UTF_8));
            RawCall.works(peer);
            assertThat(server.frontEnd.load().refused()).doesNotContainKey("malformed");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void anInviteMayBeLongerThanADatagramShould() {
        try (RawSip peer = RawSip.tcp(server.port())) {
            RawCall raw = new RawCall(peer);
            peer.send(raw.invite(RawCall.sdp(peer.host(), 40_000), ("X-Long: " + "x".repeat(4000) + "\r\n").repeat(4)));
            String answer = raw.answer();
            assertThat(answer).startsWith("SIP/2.0 200");
            peer.send(raw.ack(answer));
            raw.hangUp();
        }
    }

    @Test
    void aDatagramMayBeAsLongAsDatagramsGet() {
        try (RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            // 65,507 bytes is the longest UDP payload over IPv4.
            peer.send(raw.invite(RawCall.sdp(peer.host(), 40_000), ("X-Long: " + "x".repeat(8000) + "\r\n").repeat(8)));
            String answer = raw.answer();
            assertThat(answer).startsWith("SIP/2.0 200");
            peer.send(raw.ack(answer));
            raw.hangUp();
        }
    }

    @Test
    void aMessageOverTheLimitIsRefused() {
        try (RawSip peer = RawSip.tcp(server.port())) {
            peer.send(new RawCall(peer).invite(RawCall.sdp(peer.host(), 40_000) + "a=x:" + "x".repeat(65_536), ""));
            assertThat(peer.receiveFinal()).startsWith("SIP/2.0 513");
        }
        try (RawSip peer = RawSip.tcp(server.port())) {
            RawCall.works(peer);
        }
    }

    @Test
    void aCallWhoseConnectionDroppedIsEndedAtItsContact() throws Exception {
        try (RawSip udp = RawSip.udp(server.port())) {
            try (RawSip tcp = RawSip.tcp(server.port())) {
                RawCall raw = new RawCall(tcp);
                tcp.send(raw.invite(40_000)
                        .replaceFirst("Contact: .*", "Contact: <sip:raw@127.0.0.1:" + udp.port() + ">"));
                tcp.send(raw.ack(tcp.receiveFinal()));
                // In order on one connection: the ACK was taken before this is answered.
                tcp.send(new RawCall(tcp).alone("OPTIONS"));
                assertThat(tcp.receiveFinal()).startsWith("SIP/2.0 200");
            }
            LiveCall call = server.nextCall();
            SipServer.tell(call, SipServer.hangup(Map.of()));
            String bye = udp.receiveRequest();
            assertThat(bye).startsWith("BYE ");
            udp.send(RawCall.ok(bye));
            server.hangup(call);
        }
    }
}
