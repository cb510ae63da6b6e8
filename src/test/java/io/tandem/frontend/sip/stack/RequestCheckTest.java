package io.tandem.frontend.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {

    @ParameterizedTest
    @CsvSource({"INVITE, 0", "OPTIONS, 0", "REGISTER, 405", "REFER, 405", "SUBSCRIBE, 489", "PRACK, 481", "DANCE, 405"})
    void knowsWhatIsOffered(String method, int status) {
        Rejection rejection = RequestCheck.check(SipMessages.request(method, "", ""));
        assertThat(rejection == null ? 0 : rejection.status()).isEqualTo(status);
    }

    @Test
    void namesEveryUnknownRequirement() {
        Rejection rejection = RequestCheck.check(SipMessages.request("INVITE", "Require: a, b\r\nRequire: c\r\n", ""));
        assertThat(rejection).isNotNull();
        assertThat(rejection.headers()).containsEntry("Unsupported", "a, b, c");
    }

    @Test
    void refusesAnEncodedBody() {
        Rejection rejection = RequestCheck.check(
                SipMessages.request("INVITE", "Content-Type: application/sdp\r\nContent-Encoding: gzip\r\n", "x"));
        assertThat(rejection).isNotNull();
        assertThat(rejection.headers()).containsEntry("Accept-Encoding", "identity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITE sip:%4x@h SIP/2.0|400",
                "INVITE sip:a%2@h SIP/2.0|400",
                "INVITE sip:a%20b@h SIP/2.0|0",
                "INVITE sip:h SIP/3.0|505",
                "INVITE sip:h HTTP/1.1|400",
                "INVITE|400",
                "SIP/2.0 200 OK|0"
            })
    void checksTheStartLine(String line, int status) {
        Fault fault = WireCheck.inspect((line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII), true, 65536);
        assertThat(fault == null ? 0 : fault.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 1\r\nl: 1\r\n', 400",
        "'Content-Length: 5\r\n', 400",
        "'Content-Length: -1\r\n', 400",
        "'l: 0\r\n', 0"
    })
    void checksTheLength(String headers, int status) {
        byte[] raw = ("OPTIONS sip:h SIP/2.0\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
        Fault fault = WireCheck.inspect(raw, true, 65536);
        assertThat(fault == null ? 0 : fault.status()).isEqualTo(status);
    }

    @Test
    void bounds() {
        String line = "OPTIONS sip:h SIP/2.0\r\n";
        assertThat(inspect(line + "X: " + "y".repeat(9000) + "\r\n\r\n")).isEqualTo(513);
        assertThat(inspect(line + "X: y\r\n".repeat(201) + "\r\n")).isEqualTo(513);
        assertThat(inspect(line + "v: SIP/2.0/UDP h\r\n".repeat(31) + "\r\n")).isEqualTo(513);
        assertThat(inspect(line + "v: SIP/2.0/UDP h\r\n".repeat(30) + "\r\n")).isZero();
    }

    private static int inspect(String text) {
        Fault fault = WireCheck.inspect(text.getBytes(StandardCharsets.US_ASCII), true, 65536);
        return fault == null ? 0 : fault.status();
    }
}
