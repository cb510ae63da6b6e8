package io.tandem.config;

import io.tandem.media.MediaSettings;
import io.tandem.media.RtpEndpoint.Latching;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads `tandem.media`: loops, RTP and the jitter buffer. */
final class MediaReader {
    private static final Map<String, Latching> LATCHING =
            Map.of("auto", Latching.AUTO, "always", Latching.ALWAYS, "never", Latching.NEVER);
    private static final Duration DAY = Duration.ofDays(1);

    private MediaReader() {}

    /** {@code sipHost} is where RTP binds when the configuration does not say. */
    static MediaSettings read(Section given, String sipHost) {
        try (Section section = given) {
            return new MediaSettings(
                    section.integer("loops", 0, 256),
                    section.duration("overload-lateness", Duration.ofMillis(1), Duration.ofSeconds(10)),
                    rtp(section.section("rtp"), sipHost),
                    jitterBuffer(section.section("jitter-buffer")));
        }
    }

    private static MediaSettings.Rtp rtp(Section given, String sipHost) {
        Map<String, AudioCodec> codecs = Codecs.rtp().stream()
                .collect(Collectors.toMap(codec -> codec.name().toLowerCase(Locale.ROOT), codec -> codec));
        try (Section section = given) {
            String host = section.as("host", Addresses.EXPECTED_OR_EMPTY, Addresses::literalOrEmpty, "");
            int start = section.integer("port-start", 1_024, 65_534);
            int end = section.integer("port-end", 1_025, 65_535);
            if (end <= start) {
                section.fault(
                        "port-end",
                        String.valueOf(end),
                        "more than port-start (" + start + "): RTP takes one port, RTCP the next");
            }
            Duration ptime = section.duration("ptime", Duration.ofMillis(10), Duration.ofMillis(60));
            if (ptime.toMillis() % 10 != 0 || ptime.toMillis() == 50) {
                section.fault("ptime", ptime.toMillis() + "ms", "10, 20, 30, 40 or 60 ms");
            }
            return new MediaSettings.Rtp(
                    host.isEmpty() ? sipHost : host,
                    start,
                    end,
                    section.duration("port-rest", Duration.ZERO, Duration.ofMinutes(10)),
                    section.words("codecs", codecs),
                    ptime,
                    section.word("latching", LATCHING, Latching.AUTO),
                    section.duration("timeout", Duration.ZERO, DAY),
                    section.duration("first-packet-timeout", Duration.ZERO, DAY),
                    section.integer("flood-factor", 1, 1_000),
                    section.duration("rtcp-interval", Duration.ofMillis(100), Duration.ofMinutes(5)));
        }
    }

    private static MediaSettings.JitterBuffer jitterBuffer(Section given) {
        try (Section section = given) {
            Duration min = section.duration("min", Duration.ofMillis(20), Duration.ofSeconds(1));
            Duration max = section.duration("max", Duration.ofMillis(20), Duration.ofSeconds(2));
            if (max.compareTo(min) < 0) {
                section.fault("max", max.toMillis() + "ms", "at least min (" + min.toMillis() + "ms)");
            }
            return new MediaSettings.JitterBuffer(min, max);
        }
    }
}
