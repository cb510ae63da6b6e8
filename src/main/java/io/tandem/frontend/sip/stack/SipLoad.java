package io.tandem.frontend.sip.stack;

import java.util.Map;

/**
 * What the SIP side does now, for /status and metrics.
 *
 * @param legs SIP legs that exist
 * @param serverTransactions transactions of requests to us that the stack still remembers
 * @param retransmissions 2xx that had to be sent again since the start
 * @param refused requests turned away since the start, by reason
 * @param callsByTrunk running calls of each trunk that has any
 */
public record SipLoad(
        int legs,
        int serverTransactions,
        long retransmissions,
        Map<String, Long> refused,
        Map<String, Integer> callsByTrunk) {}
