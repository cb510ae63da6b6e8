package io.tandem.config;

import io.tandem.http.HttpSettings;
import io.tandem.http.port.Certificate;
import io.tandem.http.port.PortSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads `tandem.http`, and the token from its file. */
final class HttpReader {

    private HttpReader() {}

    static HttpSettings read(Section given) {
        try (Section section = given) {
            String host = section.as("host", "an address or a host name", Addresses::host, Addresses.LOOPBACK);
            String token = section.text("token");
            String file = section.text("token-file");
            if (token.isEmpty() && !file.isEmpty()) {
                token = section.firstLine("token-file", file, "token");
            }
            if (!token.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
                section.fault("token", token, "printable ASCII without spaces");
            }
            if (token.isEmpty() && file.isEmpty() && !Addresses.isLoopback(host)) {
                section.fault(
                        "host",
                        host,
                        "a loopback address, or a token (TANDEM_HTTP_TOKEN, tandem.http.token-file): "
                                + "the server does not stand open on a public address");
            }
            return new HttpSettings(
                    new PortSettings(
                            host,
                            section.port("port"),
                            section.integer("max-connections", 1, 1_000_000),
                            section.duration("idle-timeout", Duration.ZERO, Duration.ofDays(1)),
                            certificate(section.section("tls"))),
                    token,
                    file,
                    section.duration("drain-timeout", Duration.ZERO, Duration.ofMinutes(10)));
        }
    }

    private static @Nullable Certificate certificate(Section given) {
        try (Section section = given) {
            String chain = section.text("certificate");
            String key = section.text("key");
            if (chain.isEmpty() && key.isEmpty()) {
                return null;
            }
            readable(section, "certificate", chain);
            readable(section, "key", key);
            return new Certificate(Path.of(chain), Path.of(key));
        }
    }

    private static void readable(Section section, String name, String file) {
        if (file.isEmpty() || !Files.isReadable(Path.of(file))) {
            section.fault(name, file, "a readable PEM file; TLS needs certificate and key");
        }
    }
}
