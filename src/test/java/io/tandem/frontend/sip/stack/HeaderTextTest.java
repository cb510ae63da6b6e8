package io.tandem.frontend.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource({"'X-A', 'b\r\nVia: c'", "'X-A', 'b\u0000'", "'X A', b", "'X:A', b", "Via, b", "call-id, b", "'', b"})
    void refusesWhatCouldSteerAMessage(String name, String value) {
        assertThat(HeaderText.fault(name, value)).isPresent();
    }

    @Test
    void letsOrdinaryHeadersPass() {
        assertThat(HeaderText.fault("X-Customer", "Zoë; id=7")).isEmpty();
    }

    @Property(tries = 200)
    void quotesAnythingToOneSafeLine(@ForAll String text) {
        String quoted = HeaderText.quoted(text);
        assertThat(quoted.substring(1, quoted.length() - 1).replaceAll("\\\\.", ""))
                .doesNotContain("\"", "\r", "\n", "\u0000");
    }

    @Test
    void readsReasonsOfBothKinds() {
        var bye = SipMessages.request(
                "BYE", "Reason: Q.850;cause=17;text=\"User, busy\", SIP ;cause=486\r\nReason: X;cause=1\r\n", "");
        assertThat(ReasonHeaders.read(bye)).isEqualTo(new ReasonHeaders.Reasons(17, 486, "User, busy"));
    }

    @Test
    void findsTheDescriptionInAMultipartBody() {
        String body =
                "preamble\r\n--x\r\nContent-Type: application/isup\r\nContent-Disposition: signal; handling=optional\r\n\r\nI"
                        + "\r\n--x\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--x--\r\n";
        assertThat(SdpBody.of(SipMessages.request("INVITE", "Content-Type: multipart/mixed;boundary=\"x\"\r\n", body)))
                .isEqualTo(new SdpBody.Description("v=0\r\n"));
        assertThat(SdpBody.of(SipMessages.request(
                        "INVITE",
                        "Content-Type: multipart/mixed;boundary=x\r\n",
                        body.replace("optional", "required"))))
                .isInstanceOf(SdpBody.Unknown.class);
    }
}
