package io.tandem.config;

import io.tandem.control.activecall.ActiveCallSettings;
import io.tandem.control.activecall.ActiveCallSettings.HangupText;
import io.tandem.control.activecall.ActiveCallSettings.IceServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads `tandem.active-call`: the control protocol's limits and spellings. */
final class ActiveCallReader {
    private static final Map<String, Integer> RATES = Map.of("8000", 8_000, "16000", 16_000);
    private static final Map<String, HangupText> HANGUP_TEXTS =
            Map.of("debug", HangupText.DEBUG, "plain", HangupText.PLAIN);

    private ActiveCallReader() {}

    static ActiveCallSettings read(Section given) {
        try (Section section = given) {
            return new ActiveCallSettings(
                    section.word("pcm-out-rate", RATES, 8_000),
                    section.word("hangup-reason", HANGUP_TEXTS, HangupText.DEBUG),
                    section.flag("report-malformed"),
                    section.duration("max-resume", Duration.ZERO, Duration.ofDays(1)),
                    section.integer("max-queued-commands", 1, 100_000),
                    section.bytes("max-command-size", 1_024, 1 << 30),
                    section.bytes("max-audio-frame", 640, 1 << 24),
                    section.sections("ice-servers").stream()
                            .map(ActiveCallReader::iceServer)
                            .toList());
        }
    }

    private static IceServer iceServer(Section given) {
        try (Section section = given.withDefaults("ttl = 1h")) {
            if (section.has("turn-secret") && (section.has("username") || section.has("credential"))) {
                section.fault("turn-secret", "(hidden)", "either a secret or username and credential");
            }
            List<String> urls = section.listAs("urls", IceUrls.EXPECTED, IceUrls::check);
            return new IceServer(
                    urls,
                    section.has("username") ? section.text("username") : null,
                    section.has("credential") ? section.text("credential") : null,
                    section.has("turn-secret") ? section.text("turn-secret") : null,
                    section.duration("ttl", Duration.ofMinutes(1), Duration.ofDays(30)));
        }
    }
}
