package io.tandem.http.port;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * What a port speaks TLS with.
 *
 * @param chain PEM file: the server's certificate, then those that lead to its root
 * @param key PEM file: the private key of the first one (PKCS#8, without a password)
 */
public record Certificate(Path chain, Path key) {

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException when they cannot be read or do not belong together
     */
    SslContext load() {
        try {
            return SslContextBuilder.forServer(chain.toFile(), key.toFile()).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "http.tls: " + chain + ", " + key
                            + " (expected: a certificate chain and its private key, PEM, PKCS#8): " + e.getMessage(),
                    e);
        }
    }
}
