package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of methods in docs/sip.md. */
class MethodsIT {
    private static SipServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SipServer(SipServer.ACCEPT);
    }

    @AfterAll
    static void stop() {
        server.awaitFree();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REFER, 405, 405",
        "REGISTER, 405, 405",
        "SUBSCRIBE, 489, 489",
        "NOTIFY, 489, 489",
        "PUBLISH, 489, 489",
        "PRACK, 481, 481",
        "MESSAGE, 200, 405",
        "INFO, 200, 481",
        "UPDATE, 200, 481",
        "OPTIONS, 200, 200",
        "BYE, 200, 481"
    })
    void isAnsweredInsideAndOutsideADialog(String method, int inside, int outside) {
        try (RawSip peer = RawSip.udp(server.port())) {
            RawCall call = new RawCall(peer);
            call.connect(40_000);
            peer.send(withEvent(call.next(method)));
            assertThat(call.answer()).startsWith("SIP/2.0 " + inside);
            if (!method.equals("BYE")) {
                call.hangUp();
            }
            RawCall stranger = new RawCall(peer);
            peer.send(withEvent(stranger.alone(method)));
            String answer = stranger.answer();
            assertThat(answer).startsWith("SIP/2.0 " + outside);
            assertThat(answer.contains("Allow: ")).isEqualTo(outside == 405 || outside == 200);
        }
    }

    /** SUBSCRIBE, NOTIFY and PUBLISH are none without these (RFC 6665, RFC 3903); the others do not mind. */
    private static String withEvent(String request) {
        return request.replace("Content-Length", "Event: presence\r\nSubscription-State: active\r\nContent-Length");
    }
}
