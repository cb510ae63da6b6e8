package io.tandem.http;

import java.time.Duration;

/**
 * {@code tandem.http} of the configuration.
 *
 * @param token what callers must present; empty = none, allowed on loopback only
 * @param tokenFile file whose first line is the token, read when {@code token} is empty; empty = none
 * @param drainTimeout time that requests in flight get when the server stops
 */
public record HttpSettings(String host, int port, String token, String tokenFile, Duration drainTimeout) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "HttpSettings[host=" + host + ", port=" + port + ", token=" + (token.isEmpty() ? "none" : "set")
                + ", tokenFile=" + tokenFile + ", drainTimeout=" + drainTimeout + "]";
    }
}
