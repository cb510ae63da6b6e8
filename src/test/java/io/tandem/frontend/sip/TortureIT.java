package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual and broken messages after the rules of RFC 4475 and RFC 5118: each is answered as it deserves, and harms nobody else. */
class TortureIT {
    private static SipServer server;
    private static RecordedLog log;

    @BeforeAll
    static void start() throws Exception {
        log = new RecordedLog();
        server = new SipServer(SipServer.ACCEPT);
    }

    @AfterAll
    static void nothingIsLeft() {
        try (RawSip peer = RawSip.udp(server.port())) {
            RawCall.works(peer);
        }
        server.awaitFree();
        server.close();
        assertThat(log.errors()).isEmpty();
        log.close();
    }

    /** Name, expected status, message; {@code $} marks what makes each message a transaction of its own. */
    static Stream<Arguments> messages() {
        List<Arguments> all = new ArrayList<>();
        // Valid, though it does not look so (RFC 4475 §3.1.1).
        add(all, "compact forms", 200, options(Map.of("From", "f", "To", "t", "Call-ID", "i", "Via", "v"), ""));
        add(all, "folded lines", 200, options(Map.of(), "Subject: a\r\n  b\r\n\tc\r\nX-Folded:\r\n d\r\n"));
        add(all, "any case", 200, options(Map.of("CSeq", "cSEQ", "Via", "VIA", "Call-ID", "CALL-id"), ""));
        add(all, "blanks before the colon", 200, options(Map.of("To", "TO  \t", "CSeq", "CSeq "), ""));
        add(all, "unknown headers", 200, options(Map.of(), "NewFangledHeader: new;par=\"a;b\"\r\nX: \r\n"));
        add(all, "escaped user", 200, uri("sip:sips%3Auser%40example.com@127.0.0.1"));
        add(all, "escaped NUL in the user", 200, uri("sip:null-%00-null@127.0.0.1"));
        add(all, "parameters in the user part", 200, uri("sip:user;par=u%40example.net@127.0.0.1;lr;x=%c3%a9"));
        add(all, "no user", 200, uri("sip:127.0.0.1:5060"));
        add(all, "telephone number", 200, uri("tel:+1-201-555-0123"));
        add(all, "UTF-8 in a display name", 200, from("\"J\u00f6rg \u65e5\u672c\" <sip:j@x.org>;tag=1"));
        add(all, "quoted pairs", 200, from("\"a \\\" \\\\ ; b\" <sip:j@x.org;q=1>;tag=1"));
        add(all, "URI without brackets", 200, from("sip:j@x.org;tag=1"));
        add(all, "extra parameters", 200, from("<sip:j@x.org>;tag=1;unknown=\"x,y\";flag"));
        add(all, "IPv6 reference", 200, uri("sip:user@[2001:db8::9:1]:5070"));
        add(all, "IPv6 zone-less Contact", 200, options(Map.of(), "Contact: <sip:u@[2001:db8::9:2]>\r\n"));
        // RFC 4475 §3.1.2: refused.
        add(all, "unknown scheme", 416, uri("nobodyKnowsThisScheme:totallyopaque"));
        add(all, "known scheme that is not of SIP", 416, uri("http://example.com"));
        add(all, "bad version", 505, options(Map.of(), "").replaceFirst("SIP/2.0", "SIP/7.0"));
        add(all, "brackets around the Request-URI", 400, uri("<sip:user@127.0.0.1>"));
        add(all, "blanks in the Request-URI", 400, uri("sip:user@127.0.0.1; lr"));
        add(all, "two blanks after the Request-URI", 400, uri("sip:user@127.0.0.1 "));
        add(all, "broken escape", 400, uri("sip:user%4@127.0.0.1"));
        add(all, "several Content-Lengths", 400, options(Map.of(), "Content-Length: 0\r\n"));
        add(all, "negative Content-Length", 400, options(Map.of("Content-Length: 0", "Content-Length: -999"), ""));
        add(
                all,
                "Content-Length beyond the end",
                400,
                options(Map.of("Content-Length: 0", "Content-Length: 9999"), ""));
        add(all, "CSeq of another method", 400, options(Map.of("1 OPTIONS", "1 NEWMETHOD"), ""));
        add(all, "no From tag", 400, from("<sip:j@x.org>"));
        add(all, "unknown method", 405, options(Map.of("OPTIONS", "!interesting-Method0123456789_*+`.%indeed'~"), ""));
        add(
                all,
                "unknown extension",
                420,
                options(Map.of(), "Require: nothingSupportsThis, nothingSupportsThisEither\r\n"));
        add(all, "201 headers", 513, options(Map.of(), "X-Many: 1\r\n".repeat(200)));
        add(all, "31 Vias", 513, options(Map.of(), "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n".repeat(30)));
        add(all, "line of 9 KiB", 513, options(Map.of(), "X-Long: " + "x".repeat(9000) + "\r\n"));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("messages")
    void isAnsweredOverUdp(String name, int status, String message) {
        try (RawSip peer = RawSip.udp(server.port())) {
            answers(peer, status, message);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("messages")
    void isAnsweredOverTcp(String name, int status, String message) {
        if (message.contains("Length: 9999")) {
            // On a stream the rest may still come.
            return;
        }
        try (RawSip peer = RawSip.tcp(server.port())) {
            answers(peer, status, message.replaceFirst("(?i)SIP/2.0/UDP", "SIP/2.0/TCP"));
        }
    }

    /** An answer copies these headers (RFC 3261 §8.2.6.2): where one cannot be read, nobody could match it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"CSeq: 36893488147419103232 OPTIONS", "From: \"Mr. J <sip:j@x.org>;tag=1", "Via: SIP/2.0/UDP"})
    void isDroppedWhenNoAnswerCouldBeMatched(String header) {
        String name = header.substring(0, header.indexOf(':'));
        String message = options(Map.of(), "").replaceFirst("(?m)^" + name + ":.*$", header);
        for (RawSip peer : List.of(RawSip.udp(server.port()), RawSip.tcp(server.port()))) {
            try (peer) {
                peer.send(message.replace("$port", "" + peer.port()).replace("$", RawCall.newBranch()));
                answers(peer, 200, options(Map.of(), "").replace("SIP/2.0/UDP", "SIP/2.0/" + peer.transport()));
            }
        }
    }

    private static void answers(RawSip peer, int status, String message) {
        peer.send(message.replace("$port", "" + peer.port()).replace("$", RawCall.newBranch()));
        assertThat(peer.receiveFinal()).startsWith("SIP/2.0 " + status + ' ');
    }

    private static void add(List<Arguments> all, String name, int status, String message) {
        all.add(Arguments.of(name, status, message));
    }

    private static String uri(String uri) {
        return options(Map.of("sip:agent@127.0.0.1 SIP/2.0", uri + " SIP/2.0"), "");
    }

    private static String from(String from) {
        return options(Map.of("<sip:raw@127.0.0.1>;tag=raw", from), "");
    }

    /** An OPTIONS with some of its text replaced and with more header lines. */
    private static String options(Map<String, String> changes, String more) {
        String text = "OPTIONS sip:agent@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:$port;rport;branch=$\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=raw\r\nTo: <sip:agent@127.0.0.1>\r\n"
                + "Call-ID: $\r\nCSeq: 1 OPTIONS\r\n" + more + "Content-Length: 0\r\n\r\n";
        for (Map.Entry<String, String> change : changes.entrySet()) {
            text = text.replace(change.getKey(), change.getValue());
        }
        return text;
    }
}
