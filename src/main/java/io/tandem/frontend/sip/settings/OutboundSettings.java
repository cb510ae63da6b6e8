package io.tandem.frontend.sip.settings;

import java.time.Duration;
import java.util.List;

/**
 * What calls out may do.
 *
 * @param directUris which SIP URIs may be called without a route
 * @param ringTimeout a call that nobody answers is given up after this time
 * @param maxRedirects how many times 3xx is followed, 0 for never
 * @param routes in order, the first match wins
 */
public record OutboundSettings(
        DirectUris directUris, Duration ringTimeout, int maxRedirects, List<OutboundRoute> routes) {

    /** Hosts that may be called without a route. */
    public enum DirectUris {
        NONE,
        /** Loopback, private and link-local addresses. */
        PRIVATE,
        ALL
    }
}
