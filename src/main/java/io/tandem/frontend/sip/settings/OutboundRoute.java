package io.tandem.frontend.sip.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which trunk a kind of callee is called.
 *
 * @param callee searched in the callee as it was asked for
 * @param trunk has a gateway
 * @param to what replaces the part that was found, {@code $1} for its groups: a number, a user or a whole SIP URI; null to leave it
 */
public record OutboundRoute(String name, Pattern callee, Trunk trunk, @Nullable String to) {}
