package io.tandem.media.webrtc;

import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the native part of webrtc-java can be used here. Asked once a process; the answer stays. */
public final class WebRtcLibrary {
    private static final Logger log = LoggerFactory.getLogger(WebRtcLibrary.class);

    /** What to do where it is not available. */
    public static final String REMEDY =
            "Debian: apt-get install" + " libpulse0 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libdbus-1-3 libudev1";

    private WebRtcLibrary() {}

    /** Why the library is not available, or empty when it is. Loads it the first time: blocks for some 100 ms. */
    public static Optional<String> whyUnavailable() {
        return Probe.ANSWER;
    }

    /** Runs the probe at most once, under the lock of class initialisation. */
    private static final class Probe {
        static final Optional<String> ANSWER = probe();

        // Only some classes of webrtc-java load the library; the audio device module does, without opening any device.
        private static Optional<String> probe() {
            try {
                new HeadlessAudioDeviceModule().dispose();
                return Optional.empty();
            } catch (Exception | LinkageError e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                log.debug("webrtc-java is not available", e);
                return Optional.of("native library of webrtc-java: " + firstLine(cause));
            }
        }

        private static String firstLine(Throwable cause) {
            String text = String.valueOf(cause.getMessage());
            return text.lines().findFirst().orElse(text);
        }
    }
}
