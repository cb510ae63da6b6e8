package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of a test's own making, from the caller's side: the text of its requests. */
final class RawCall {
    private static final Pattern TO_TAG = Pattern.compile("(?im)^To:.*;tag=([^;\\s]+)");

    final String callId = UUID.randomUUID().toString();
    private final RawSip peer;
    private final String branch = newBranch();
    private String toTag = "";
    private int cseq = 1;

    RawCall(RawSip peer) {
        this.peer = peer;
    }

    /** An INVITE with PCMU to {@code rtpPort} of the peer's host. */
    String invite(int rtpPort) {
        return invite(sdp(peer.host(), rtpPort), "");
    }

    /** @param more header lines, each ending in CRLF */
    String invite(String sdp, String more) {
        return request("INVITE", branch, more + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n"), sdp);
    }

    String cancel() {
        return request("CANCEL", branch, "", "");
    }

    /** The ACK of a refusal, which belongs to the INVITE's transaction. */
    String ackOfRefusal(String response) {
        take(response);
        return request("ACK", branch, "", "");
    }

    /** The ACK of a 2xx. */
    String ack(String response) {
        take(response);
        return request("ACK", newBranch(), "", "");
    }

    /** A new request inside the dialog. */
    String next(String method) {
        cseq++;
        return request(method, newBranch(), "", "");
    }

    /** A request outside dialogs. */
    String alone(String method) {
        return request(method, newBranch(), "", "");
    }

    /** Calls, is answered, acknowledges; returns the 200. */
    String connect(int rtpPort) {
        peer.send(invite(rtpPort));
        String answer = answer();
        assertThat(answer).startsWith("SIP/2.0 200");
        peer.send(ack(answer));
        return answer;
    }

    void hangUp() {
        peer.send(next("BYE"));
        assertThat(answer()).startsWith("SIP/2.0 200");
    }

    /** The final response to this call's last request; others, and repeated ones, are passed over. */
    String answer() {
        String message = peer.receiveFinal();
        while (!message.contains(callId) || !message.contains("CSeq: " + cseq + ' ')) {
            message = peer.receiveFinal();
        }
        return message;
    }

    /** A whole call that the other side answers at once. */
    static void works(RawSip peer) {
        RawCall call = new RawCall(peer);
        call.connect(40_000);
        call.hangUp();
    }

    /** The 200 that a peer gives to {@code request}. */
    static String ok(String request) {
        StringBuilder response = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines()
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> response.append(line).append("\r\n"));
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    /** The value of a header, which must be there. */
    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + message));
    }

    static String sdp(String host, int rtpPort) {
        String address = host.startsWith("[") ? "IP6 " + host.substring(1, host.length() - 1) : "IP4 " + host;
        return "v=0\r\no=raw 1 1 IN " + address + "\r\ns=-\r\nc=IN " + address + "\r\nt=0 0\r\nm=audio " + rtpPort
                + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    }

    static String newBranch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private String request(String method, String viaBranch, String more, String body) {
        String here = peer.host() + ':' + peer.port();
        return method + " sip:agent@" + peer.host() + " SIP/2.0\r\nVia: SIP/2.0/" + peer.transport() + ' ' + here
                + ";branch=" + viaBranch + "\r\nMax-Forwards: 70\r\nFrom: <sip:raw@" + here
                + ">;tag=raw\r\nTo: <sip:agent@"
                + peer.host() + '>' + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: " + callId + "\r\nCSeq: "
                + cseq + ' ' + method + "\r\nContact: <sip:raw@" + here + ";transport="
                + peer.transport().toLowerCase(Locale.ROOT) + ">\r\n" + more + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private void take(String response) {
        Matcher tag = TO_TAG.matcher(response);
        assertThat(tag.find()).as(response).isTrue();
        toTag = tag.group(1);
    }
}
