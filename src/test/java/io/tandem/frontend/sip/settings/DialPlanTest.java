package io.tandem.frontend.sip.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.frontend.sip.settings.DialPlan.Destination;
import io.tandem.frontend.sip.settings.DialPlan.NoWay;
import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialPlanTest {
    private static final Trunk CARRIER = new Trunk(
            "carrier", List.of(), false, 0, 0, new Gateway("sip:gw.example:5070;transport=tcp", null, "", Map.of()));

    private final DialPlan plan = plan(DirectUris.PRIVATE);

    @ParameterizedTest
    @CsvSource({
        "+4930123, sip:0030123@gw.example:5070;transport=tcp",
        "tel:+4930123, sip:0030123@gw.example:5070;transport=tcp",
        "sip:+4930123@anywhere.example, sip:0030123@gw.example:5070;transport=tcp",
        "112, sip:112@gw.example:5070;transport=tcp",
        "sales, sip:sales@pbx.example"
    })
    void routesRewriteTheCalleeAndSendItToTheirTrunk(String callee, String requestUri) {
        assertThat(plan.to(callee))
                .isEqualTo(new Destination(requestUri, "sip:gw.example:5070;transport=tcp", CARRIER, false));
    }

    @Test
    void aSipUriThatNoRouteClaimsIsCalledDirectly() {
        assertThat(plan.to("sip:bob@127.0.0.1:5080"))
                .isEqualTo(new Destination("sip:bob@127.0.0.1:5080", "sip:bob@127.0.0.1:5080", null, true));
        assertThat(plan(DirectUris.ALL).to("sip:bob@b.example"))
                .isEqualTo(new Destination("sip:bob@b.example", "sip:bob@b.example", null, false));
    }

    @Test
    void whatNoRouteFitsIsRefusedWithTheNamesOfTheRoutes() {
        assertThat(plan.to("12345"))
                .isEqualTo(new NoWay(
                        404,
                        "callee: 12345 (expected: a callee of one of the outbound routes germany, short, people; "
                                + "or a SIP URI with a private or loopback host)"));
        assertThat(((NoWay) plan(DirectUris.NONE).to("sip:bob@127.0.0.1")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:a b@c", "sip:bob@host\r\nX-Evil: 1", "<sip:bob@host>", "a\"b", "http://x/", "sip:"})
    void whatIsNoCalleeIsRefused(String callee) {
        assertThat(((NoWay) plan.to(callee)).status()).isEqualTo(484);
    }

    @Test
    void aRedirectOfATrunkStaysWithItsHost() {
        Destination asked = (Destination) plan.to("+4930123");
        assertThat(plan.redirected(asked, "sip:other@gw.example:5070"))
                .isEqualTo(new Destination("sip:other@gw.example:5070", asked.hop(), CARRIER, false));
        assertThat(((NoWay) plan.redirected(asked, "sip:other@10.0.0.1")).status())
                .isEqualTo(403);
    }

    private static DialPlan plan(DirectUris direct) {
        return new DialPlan(new OutboundSettings(
                direct,
                Duration.ofSeconds(60),
                1,
                List.of(
                        new OutboundRoute(
                                "germany", Pattern.compile("^(?:sip:)?\\+49(\\d+)(?:@.*)?$"), CARRIER, "00$1"),
                        new OutboundRoute("short", Pattern.compile("^11[0-9]$"), CARRIER, null),
                        new OutboundRoute("people", Pattern.compile("^([a-z]+)$"), CARRIER, "sip:$1@pbx.example"))));
    }
}
