package io.tandem.frontend.sip.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How calls go out by a trunk.
 *
 * @param proxy where they are sent: {@code sip:host}, {@code sip:host:port}, either with {@code ;transport=tcp}
 * @param credentials for its challenges, null for none
 * @param fromDomain host of our From URI, empty for the caller's own or our address
 * @param headers of every INVITE
 */
public record Gateway(String proxy, @Nullable Credentials credentials, String fromDomain, Map<String, String> headers) {

    /** The part behind {@code sip:}. */
    String hostAndParameters() {
        return proxy.substring(proxy.indexOf(':') + 1);
    }
}
