package io.tandem.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The engine finds out whether the library works here, and ends without leaving threads behind. */
class WebRtcEngineIT {
    private static final WebRtcSettings SETTINGS = settings(true, Set.of("opus"));

    @Test
    void triesItselfAndEndsWithItsThreads() {
        try (WebRtcEngine engine = WebRtcEngine.start(SETTINGS)) {
            Awaitility.await("self-test")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !engine.load().why().equals("WebRTC is starting"));
            assertThat(engine.load().why()).isEmpty();
            assertThat(engine.load().available()).isTrue();
        }
        Awaitility.await("its threads are gone").until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("tandem-webrtc")));
    }

    @Test
    void canBeClosedWhileItStarts() {
        WebRtcEngine engine = WebRtcEngine.start(SETTINGS);
        engine.close();
        assertThat(engine.load().connections()).isZero();
    }

    @Test
    void refusesWithTheReasonWhenItIsSwitchedOff() {
        try (WebRtcEngine engine = WebRtcEngine.start(settings(false, Set.of("opus")))) {
            assertThat(engine.whyUnavailable()).contains("WebRTC is switched off (tandem.webrtc.enabled)");
            assertThatThrownBy(engine::open).hasMessageContaining("tandem.webrtc.enabled");
        }
    }

    private static WebRtcSettings settings(boolean enabled, Set<String> codecs) {
        return new WebRtcSettings(
                enabled, 1, codecs, "", 0, 0, List.of(), Duration.ofSeconds(2), Duration.ofSeconds(30), 100_000);
    }
}
