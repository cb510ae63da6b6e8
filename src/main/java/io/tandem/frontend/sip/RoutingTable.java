package io.tandem.frontend.sip;

import io.tandem.call.InboundHandler;
import io.tandem.frontend.sip.settings.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses who takes an inbound call: the first route whose conditions all hold, else the fallback. Immutable. */
final class RoutingTable {
    private final List<Route> routes;
    private final InboundHandler fallback;

    RoutingTable(List<Route> routes, InboundHandler fallback) {
        this.routes = List.copyOf(routes);
        this.fallback = fallback;
    }

    /**
     * The handler of a call.
     *
     * @param trunk name of the trunk it came by, null for none
     * @param from user part of the From URI
     * @param to user part of the Request-URI
     */
    InboundHandler handler(@Nullable String trunk, String from, String to) {
        for (Route route : routes) {
            if ((route.trunk() == null || route.trunk().equals(trunk))
                    && holds(route.from(), from)
                    && holds(route.to(), to)) {
                return route.handler();
            }
        }
        return fallback;
    }

    private static boolean holds(@Nullable Pattern condition, String user) {
        return condition == null || condition.matcher(user).find();
    }
}
