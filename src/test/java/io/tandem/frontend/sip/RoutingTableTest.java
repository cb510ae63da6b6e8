package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.InboundHandler;
import io.tandem.frontend.sip.settings.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final InboundHandler FALLBACK = new InboundHandler.Demo();
    private static final InboundHandler SALES = new InboundHandler.Refuse(480);
    private static final InboundHandler BARRED = new InboundHandler.Refuse(403);

    private final RoutingTable table = new RoutingTable(
            List.of(
                    new Route("barred", null, Pattern.compile("^anonymous$"), null, BARRED),
                    new Route("sales", "carrier", null, Pattern.compile("^\\+?4930"), SALES)),
            FALLBACK);

    @Test
    void takesTheFirstRouteWhoseConditionsAllHold() {
        assertThat(table.handler("carrier", "anonymous", "+49301")).isSameAs(BARRED);
        assertThat(table.handler("carrier", "alice", "+49301")).isSameAs(SALES);
    }

    @Test
    void fallsBackWhereAConditionFails() {
        assertThat(table.handler("other", "alice", "+49301")).isSameAs(FALLBACK);
        assertThat(table.handler(null, "alice", "+49301")).isSameAs(FALLBACK);
        assertThat(table.handler("carrier", "alice", "0049301")).isSameAs(FALLBACK);
    }
}
