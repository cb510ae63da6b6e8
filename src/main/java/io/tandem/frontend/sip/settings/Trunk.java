package io.tandem.frontend.sip.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer that may send calls, take calls, or both.
 *
 * @param sources where its calls come from, empty when it sends none
 * @param nat the peer sits behind NAT: media and requests go back to where its own come from
 * @param maxCalls calls at the same time, 0 for only the node's limit
 * @param callsPerSecond inbound; 0 for only the node's limit
 * @param gateway how calls go out by it, null when none do
 */
public record Trunk(
        String name, List<Cidr> sources, boolean nat, int maxCalls, int callsPerSecond, @Nullable Gateway gateway) {}
