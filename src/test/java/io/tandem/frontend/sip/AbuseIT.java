package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is turned away, as it looks on the wire (profile rows 3.15 and 7). */
class AbuseIT {
    private static final Trunk ELSEWHERE =
            new Trunk("elsewhere", List.of(Cidr.parse("192.0.2.0/24")), false, 0, 0, null);

    @Test
    void unknownSourcesAreRefused() throws Exception {
        try (SipServer server = new SipServer(
                        SipServer.ACCEPT,
                        s -> SipServer.with(s, UnknownSources.REJECT, SipServer.limits(100), List.of(ELSEWHERE)));
                RawSip peer = RawSip.udp(server.port())) {
            RawCall raw = new RawCall(peer);
            peer.send(raw.invite(40_000));
            String answer = peer.receive();
            assertThat(answer).startsWith("SIP/2.0 403");
            peer.send(raw.ackOfRefusal(answer));
            refused(server, "unknown-source", 1);
        }
    }

    @Test
    void unknownSourcesHearNothing() throws Exception {
        try (SipServer server = new SipServer(
                        SipServer.ACCEPT,
                        s -> SipServer.with(s, UnknownSources.DROP, SipServer.limits(100), List.of(ELSEWHERE)));
                RawSip peer = RawSip.udp(server.port())) {
            peer.send(new RawCall(peer).invite(40_000));
            RawCall other = new RawCall(peer);
            peer.send(other.alone("OPTIONS"));
            peer.send(other.next("CANCEL"));
            // The CANCEL came last and is the only one that is answered: it belongs to no call whatever its source.
            assertThat(peer.receive()).startsWith("SIP/2.0 481").contains("CSeq: 2 CANCEL");
            refused(server, "unknown-source", 2);
        }
    }

    @Test
    void scannersHearNothing() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip peer = RawSip.udp(server.port())) {
            peer.send(new RawCall(peer).invite("", "User-Agent: Friendly-Scanner 0.2\r\n"));
            RawCall honest = new RawCall(peer);
            peer.send(honest.alone("OPTIONS"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200").contains(honest.callId);
            refused(server, "scanner", 1);
        }
    }

    @Test
    void aTrunkHasNoMoreCallsThanItMay() throws Exception {
        Trunk small = new Trunk("small", List.of(Cidr.parse("127.0.0.1")), false, 1, 0, null);
        try (SipServer server = new SipServer(
                        SipServer.ACCEPT,
                        s -> SipServer.with(s, UnknownSources.REJECT, SipServer.limits(100), List.of(small)));
                RawSip peer = RawSip.udp(server.port())) {
            RawCall first = new RawCall(peer);
            first.connect(40_000);
            RawCall second = new RawCall(peer);
            peer.send(second.invite(40_000));
            String answer = peer.receive();
            assertThat(answer).startsWith("SIP/2.0 503").containsPattern("Retry-After: \\d+");
            peer.send(second.ackOfRefusal(answer));
            first.hangUp();
            server.awaitFree();
            RawCall.works(peer);
            refused(server, "trunk-calls", 1);
        }
    }

    @Test
    void callsBeyondTheRateAreRefusedAndTheOthersSucceed() throws Exception {
        int rate = 20;
        try (RecordedLog log = new RecordedLog();
                SipServer server = new SipServer(
                        SipServer.ACCEPT,
                        s -> SipServer.with(s, UnknownSources.ALLOW, SipServer.limits(rate), List.of()));
                RawSip peer = RawSip.udp(server.port())) {
            List<RawCall> calls = new ArrayList<>();
            for (int i = 0; i < 3 * rate; i++) {
                calls.add(new RawCall(peer));
                peer.send(calls.get(i).invite(40_000));
            }
            Set<RawCall> admitted = new HashSet<>();
            Set<RawCall> refused = new HashSet<>();
            while (admitted.size() + refused.size() < calls.size()) {
                String answer = peer.receiveFinal();
                RawCall call = calls.stream()
                        .filter(c -> answer.contains(c.callId))
                        .findFirst()
                        .orElseThrow();
                if (answer.startsWith("SIP/2.0 200")) {
                    peer.send(call.ack(answer));
                    admitted.add(call);
                } else {
                    assertThat(answer).startsWith("SIP/2.0 503").containsPattern("Retry-After: \\d+");
                    peer.send(call.ackOfRefusal(answer));
                    refused.add(call);
                }
            }
            assertThat(admitted.size()).isGreaterThanOrEqualTo(rate).isLessThan(3 * rate);
            admitted.forEach(call -> peer.send(call.next("BYE")));
            server.awaitFree();
            assertThat(server.frontEnd.load().refused()).containsOnlyKeys("call-rate");
            assertThat(log.errors()).isEmpty();
        }
    }

    private static void refused(SipServer server, String why, long times) {
        await().untilAsserted(() -> assertThat(server.frontEnd.load().refused()).containsEntry(why, times));
        server.awaitFree();
    }
}
