package io.tandem.frontend.sip.settings;

import java.util.List;

/**
 * A peer that may send calls.
 *
 * @param nat the peer sits behind NAT: media and requests go back to where its own come from
 * @param maxCalls calls at the same time, 0 for only the node's limit
 * @param callsPerSecond 0 for only the node's limit
 */
public record Trunk(String name, List<Cidr> sources, boolean nat, int maxCalls, int callsPerSecond) {}
