package io.tandem.config;

import io.tandem.recording.RecordingSettings;
import io.tandem.speech.playback.PlaybackSettings;
import io.tandem.speech.vad.VadSettings;
import io.tandem.speech.vad.VadSettings.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Reads `tandem.vad`, `tandem.playback` and `tandem.recording`: what is heard, said and kept. */
final class SpeechReader {
    private static final String EXPECTED_PATH = "a path";
    private static final Map<String, Engine> ENGINES =
            Map.of("auto", Engine.AUTO, "silero", Engine.SILERO, "webrtc", Engine.WEBRTC, "energy", Engine.ENERGY);

    private SpeechReader() {}

    static VadSettings vad(Section given) {
        try (Section section = given) {
            return new VadSettings(
                    section.word("engine", ENGINES, Engine.AUTO),
                    section.as("model", EXPECTED_PATH, Path::of, Path.of("")),
                    section.duration("batch-wait", Duration.ZERO, Duration.ofMillis(100)));
        }
    }

    static PlaybackSettings playback(Section given) {
        try (Section section = given) {
            return new PlaybackSettings(
                    section.listAs("folders", EXPECTED_PATH, Path::of),
                    section.duration("max-duration", Duration.ofSeconds(1), Duration.ofHours(12)),
                    fetch(section.section("fetch")));
        }
    }

    private static PlaybackSettings.Fetch fetch(Section given) {
        try (Section section = given) {
            return new PlaybackSettings.Fetch(
                    section.bytes("max-size", 1_024, 1 << 30),
                    section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
                    section.integer("max-redirects", 0, 20),
                    section.flag("allow-private-addresses"));
        }
    }

    static RecordingSettings recording(Section given) {
        try (Section section = given) {
            return new RecordingSettings(
                    section.as("folder", EXPECTED_PATH, Path::of, Path.of("")),
                    section.duration("flush-interval", Duration.ofMillis(100), Duration.ofSeconds(1)));
        }
    }
}
