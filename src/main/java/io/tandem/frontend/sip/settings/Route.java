package io.tandem.frontend.sip.settings;

import io.tandem.call.InboundHandler;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a kind of inbound call goes; all conditions that are given must hold.
 *
 * @param trunk name of a trunk
 * @param from searched in the user part of the From URI
 * @param to searched in the user part of the Request-URI
 */
public record Route(
        String name, @Nullable String trunk, @Nullable Pattern from, @Nullable Pattern to, InboundHandler handler) {}
