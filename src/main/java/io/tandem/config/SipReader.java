package io.tandem.config;

import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads `tandem.sip`: the listener and its limits. */
final class SipReader {
    private static final Map<String, String> TRANSPORTS = Map.of("udp", "udp", "tcp", "tcp");
    private static final Map<String, UnknownSources> UNKNOWN =
            Map.of("allow", UnknownSources.ALLOW, "reject", UnknownSources.REJECT, "drop", UnknownSources.DROP);

    private SipReader() {}

    static SipSettings read(Section given) {
        try (Section section = given) {
            List<Trunk> trunks = TrunkReader.read(section);
            SipSettings settings = new SipSettings(
                    section.as("host", Addresses.EXPECTED, Addresses::literal, Addresses.LOOPBACK),
                    section.port("port"),
                    section.words("transports", TRANSPORTS),
                    section.as("external-ip", Addresses.EXPECTED_OR_EMPTY, Addresses::literalOrEmpty, ""),
                    section.as("user-agent", "a text of printable ASCII", SipReader::printable, ""),
                    section.duration("accept-timeout", Duration.ofSeconds(1), Duration.ofHours(1)),
                    section.flag("options-response"),
                    section.word("unknown-sources", UNKNOWN, UnknownSources.REJECT),
                    section.integer("udp-workers", 1, 64),
                    section.bytes("udp-buffer", 8_192, 1 << 30),
                    section.bytes("max-message-size", 4_096, 1 << 20),
                    section.duration("t1", Duration.ofMillis(1), Duration.ofSeconds(10)),
                    limits(section.section("limits")),
                    trunks,
                    RouteReader.read(section, trunks),
                    OutboundReader.read(section, trunks));
            if (!Addresses.isLoopback(settings.host())
                    && settings.unknownSources() == UnknownSources.ALLOW
                    && trunks.isEmpty()) {
                section.fault(
                        "host",
                        settings.host(),
                        "a loopback address, or trunks in sip-config (or unknown-sources = reject or drop): "
                                + "a public address does not take calls from everybody");
            }
            return settings;
        }
    }

    private static SipSettings.Limits limits(Section given) {
        Duration day = Duration.ofDays(1);
        try (Section section = given) {
            Duration min = section.duration("retry-after-min", Duration.ofSeconds(1), day);
            Duration max = section.duration("retry-after-max", Duration.ofSeconds(1), day);
            if (max.compareTo(min) < 0) {
                section.fault("retry-after-max", max.toSeconds() + "s", "at least retry-after-min");
            }
            return new SipSettings.Limits(
                    section.integer("calls", 1, 1_000_000),
                    section.integer("calls-per-second", 1, 100_000),
                    section.integer("requests-per-second-per-source", 1, 1_000_000),
                    min,
                    max,
                    section.texts("scanners"));
        }
    }

    private static String printable(String text) {
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
