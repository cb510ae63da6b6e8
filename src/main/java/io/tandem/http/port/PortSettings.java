package io.tandem.http.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a port listens.
 *
 * @param port 0 for any free one
 * @param maxConnections connections of all kinds that may be open; one more is answered with 503
 * @param idleTimeout an HTTP connection on which nothing moves for this long is closed; zero for never
 * @param certificate for TLS; null = plain text
 */
public record PortSettings(
        String host, int port, int maxConnections, Duration idleTimeout, @Nullable Certificate certificate) {}
