package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.Event;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls out to a callee by hand: forks, lost messages, and requests that cross. */
class OutboundRaceIT {

    @Test
    void ofTwoBranchesThatAnswerTheFirstIsKeptAndTheOtherEnded() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            String invite = callee.receiveRequest();
            callee.send(response(invite, "183 Session Progress", "a", RawCall.sdp("127.0.0.1", 40_000)));
            callee.send(response(invite, "183 Session Progress", "b", RawCall.sdp("127.0.0.1", 40_002)));
            callee.send(response(invite, "200 OK", "b", RawCall.sdp("127.0.0.1", 40_002)));
            callee.send(response(invite, "200 OK", "c", RawCall.sdp("127.0.0.1", 40_004)));

            // In whatever order: each 200 gets its ACK, and c its BYE.
            receive(callee, "ACK ", "b", receive(callee, "ACK ", "c", receive(callee, "BYE ", "c", List.of())));
            assertThat(server.first(call, Event.Answer.class).sdp()).contains("m=audio 40002");
            assertThat(SipServer.events(call).stream().filter(Event.Ringing.class::isInstance))
                    .hasSize(2);

            SipServer.tell(call, SipServer.hangup(Map.of()));
            receive(callee, "BYE ", "b", List.of());
            server.awaitFree();
        }
    }

    @Test
    void anAnswerThatComesAgainIsAcknowledgedAgain() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            String ok = response(callee.receiveRequest(), "200 OK", "a", RawCall.sdp("127.0.0.1", 40_000));
            callee.send(ok);
            String ack = afterInvite(callee);
            assertThat(ack).startsWith("ACK ");
            callee.send(ok);
            assertThat(callee.receiveRequest()).isEqualTo(ack);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            callee.send(RawCall.ok(callee.receiveRequest()));
            server.awaitFree();
        }
    }

    @Test
    void aCallGivenUpBeforeAnyResponseIsCancelledWithTheFirstOne() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            String invite = callee.receiveRequest();
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            callee.send(response(invite, "180 Ringing", "a", ""));
            String cancel = afterInvite(callee);
            assertThat(cancel).startsWith("CANCEL ");
            callee.send(RawCall.ok(cancel));
            callee.send(response(invite, "487 Request Terminated", "a", ""));
            assertThat(afterInvite(callee)).startsWith("ACK ");
            server.awaitFree();
        }
    }

    @Test
    void aCalleeThatSaysNothingAtAllCountsAsTimedOut() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            Event.Hangup end = server.hangup(call);
            assertThat(server.first(call, Event.Reject.class).code()).isEqualTo(408);
            assertThat(end.cause().reason()).isEqualTo(HangupReason.NO_ANSWER);
            String invite = callee.receiveRequest();
            for (int i = 1; i < 7; i++) {
                assertThat(callee.receiveRequest()).as("sent again").isEqualTo(invite);
            }
            server.awaitFree();
        }
    }

    @Test
    void anUnansweredByeDoesNotHoldUpTheCallsEnd() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = answered(server, callee);
            SipServer.tell(call, SipServer.hangup(Map.of()));
            server.hangup(call);
            assertThat(server.frontEnd.load().legs()).isOne();
            assertThat(callee.receiveRequest()).startsWith("BYE ");
            server.awaitFree();
        }
    }

    @Test
    void aRequestOfAnotherBranchIsRefused() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            String invite = callee.receiveRequest();
            callee.send(response(invite, "200 OK", "a", RawCall.sdp("127.0.0.1", 40_000)));
            assertThat(afterInvite(callee)).startsWith("ACK ");
            callee.send(bye(invite, callee, "b"));
            assertThat(callee.receiveFinal()).startsWith("SIP/2.0 481");
            callee.send(bye(invite, callee, "a"));
            assertThat(callee.receiveFinal()).startsWith("SIP/2.0 200");
            assertThat(server.hangup(call).cause().reason()).isEqualTo(HangupReason.BY_CALLEE);
            server.awaitFree();
        }
    }

    @Test
    void anAnswerThatFitsNoOfferEndsTheDialogItMade() throws Exception {
        try (SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip callee = RawSip.udp(server.port())) {
            LiveCall call = server.dial(uri(callee));
            callee.send(response(callee.receiveRequest(), "200 OK", "a", ""));
            assertThat(afterInvite(callee)).startsWith("ACK ");
            String bye = callee.receiveRequest();
            assertThat(bye).startsWith("BYE ");
            callee.send(RawCall.ok(bye));
            assertThat(server.hangup(call).cause().status()).isEqualTo(488);
            server.awaitFree();
        }
    }

    /** Waits for a request of a branch among {@code seen} and what comes; BYEs are answered. Returns what has been seen by then. */
    private static List<String> receive(RawSip callee, String method, String tag, List<String> seen) {
        List<String> all = new ArrayList<>(seen);
        while (all.stream().noneMatch(request -> request.startsWith(method) && request.contains(";tag=" + tag))) {
            String request = callee.receiveRequest();
            all.add(request);
            if (request.startsWith("BYE ")) {
                callee.send(RawCall.ok(request));
            }
        }
        return all;
    }

    /** The next request; an INVITE that was sent again before its response came is passed over. */
    private static String afterInvite(RawSip callee) {
        String request = callee.receiveRequest();
        while (request.startsWith("INVITE ")) {
            request = callee.receiveRequest();
        }
        return request;
    }

    private static LiveCall answered(SipServer server, RawSip callee) {
        LiveCall call = server.dial(uri(callee));
        callee.send(response(callee.receiveRequest(), "200 OK", "a", RawCall.sdp("127.0.0.1", 40_000)));
        assertThat(afterInvite(callee)).startsWith("ACK ");
        server.answered(call);
        return call;
    }

    private static String uri(RawSip callee) {
        return "sip:raw@127.0.0.1:" + callee.port();
    }

    /** A response of one branch. */
    private static String response(String request, String status, String tag, String sdp) {
        String to = RawCall.header(request, "To");
        return "SIP/2.0 " + status + "\r\nVia: " + RawCall.header(request, "Via") + "\r\nFrom: "
                + RawCall.header(request, "From") + "\r\nTo: " + to + (to.contains(";tag=") ? "" : ";tag=" + tag)
                + "\r\nCall-ID: " + RawCall.header(request, "Call-ID") + "\r\nCSeq: " + RawCall.header(request, "CSeq")
                + "\r\nContact: <" + target(request) + ">\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + sdp.length()
                + "\r\n\r\n" + sdp;
    }

    /** The BYE of one branch. */
    private static String bye(String invite, RawSip callee, String tag) {
        return "BYE sip:tandem@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + callee.port() + ";branch="
                + RawCall.newBranch() + "\r\nMax-Forwards: 70\r\nFrom: " + RawCall.header(invite, "To") + ";tag=" + tag
                + "\r\nTo: " + RawCall.header(invite, "From") + "\r\nCall-ID: " + RawCall.header(invite, "Call-ID")
                + "\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n";
    }

    private static String target(String request) {
        return request.split(" ", 3)[1];
    }
}
