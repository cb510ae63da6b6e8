package io.tandem.config;

import io.tandem.media.webrtc.WebRtcSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads `tandem.webrtc`: our side of peer connections. */
final class WebRtcReader {
    private static final int MOST_FACTORIES = 16;
    private static final int MOST_CONNECTIONS = 100_000_000;

    private WebRtcReader() {}

    static WebRtcSettings read(Section given) {
        try (Section section = given) {
            int start = section.port("port-start");
            int end = section.port("port-end");
            if (end < start || (start == 0) != (end == 0)) {
                section.fault(
                        "port-end",
                        String.valueOf(end),
                        start == 0 ? "0, as port-start" : "at least port-start (" + start + ")");
            }
            return new WebRtcSettings(
                    section.flag("enabled"),
                    section.integer("factories", 1, MOST_FACTORIES),
                    codecs(section),
                    section.as("external-ip", Addresses.EXPECTED_OR_EMPTY, Addresses::literalOrEmpty, ""),
                    start,
                    end,
                    section.sections("ice-servers").stream()
                            .map(WebRtcReader::iceServer)
                            .toList(),
                    section.duration("gathering-timeout", Duration.ofMillis(10), Duration.ofSeconds(30)),
                    section.duration("connect-timeout", Duration.ofSeconds(1), Duration.ofMinutes(5)),
                    section.integer("recycle-after", 1, MOST_CONNECTIONS));
        }
    }

    private static Set<String> codecs(Section section) {
        return Set.copyOf(section.words(
                "codecs",
                WebRtcSettings.KNOWN_CODECS.stream()
                        .collect(Collectors.toMap(Function.identity(), Function.identity()))));
    }

    private static WebRtcSettings.IceServer iceServer(Section given) {
        try (Section section = given) {
            List<String> urls = section.listAs("urls", IceUrls.EXPECTED, IceUrls::check);
            return new WebRtcSettings.IceServer(
                    urls,
                    section.has("username") ? section.text("username") : null,
                    section.has("credential") ? section.text("credential") : null);
        }
    }
}
