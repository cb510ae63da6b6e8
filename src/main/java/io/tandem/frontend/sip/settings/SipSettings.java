package io.tandem.frontend.sip.settings;

import java.time.Duration;
import java.util.List;

/**
 * `tandem.sip` of the configuration manual with the trunks and routes of sip-config.
 *
 * @param port listening port; 0 lets the system choose (tests)
 * @param transports {@code udp}, {@code tcp}
 * @param externalIp address for Via, Contact and SDP behind NAT 1:1, empty for the listening address
 * @param udpBuffer bytes
 * @param maxMessageSize bytes
 * @param t1 RFC 3261 T1; T2 is eight and the transaction timeout sixty-four times this
 * @param routes of inbound calls, in order, the first match wins
 * @param outbound what calls out may do
 */
public record SipSettings(
        String host,
        int port,
        List<String> transports,
        String externalIp,
        String userAgent,
        Duration acceptTimeout,
        boolean optionsResponse,
        UnknownSources unknownSources,
        int udpWorkers,
        int udpBuffer,
        int maxMessageSize,
        Duration t1,
        Limits limits,
        List<Trunk> trunks,
        List<Route> routes,
        OutboundSettings outbound) {

    /** The address others reach us by. */
    public String advertisedHost() {
        return externalIp.isEmpty() ? host : externalIp;
    }

    /** What happens to requests from addresses that belong to no trunk. */
    public enum UnknownSources {
        ALLOW,
        REJECT,
        DROP
    }

    /** `tandem.sip.limits`; {@code scanners} are parts of User-Agent headers, compared without case. */
    public record Limits(
            int calls,
            int callsPerSecond,
            int requestsPerSecondPerSource,
            Duration retryAfterMin,
            Duration retryAfterMax,
            List<String> scanners) {}
}
