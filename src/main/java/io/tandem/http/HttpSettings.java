package io.tandem.http;

import io.tandem.http.port.PortSettings;
import java.time.Duration;

/**
 * {@code tandem.http} of the configuration.
 *
 * @param listen where it listens, and how much it takes
 * @param token what callers must present; empty = none, allowed on loopback only
 * @param tokenFile file whose first line is the token, read when {@code token} is empty; empty = none
 * @param drainTimeout time that requests in flight get when the server stops
 */
public record HttpSettings(PortSettings listen, String token, String tokenFile, Duration drainTimeout) {

    public String host() {
        return listen.host();
    }

    public int port() {
        return listen.port();
    }

    /** {@code https} with a certificate, else {@code http}. */
    public String scheme() {
        return listen.certificate() == null ? "http" : "https";
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "HttpSettings[listen=" + listen + ", token=" + (token.isEmpty() ? "none" : "set") + ", tokenFile="
                + tokenFile + ", drainTimeout=" + drainTimeout + "]";
    }
}
