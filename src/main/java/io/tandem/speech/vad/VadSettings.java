package io.tandem.speech.vad;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The part {@code vad} of the configuration.
 *
 * @param model file of the Silero model; may be missing
 * @param batchWait longest time that windows of different calls wait for each other
 */
public record VadSettings(Engine engine, Path model, Duration batchWait) {

    /** Which detector calls get; where it is missing, the next one of silero, webrtc, energy. */
    public enum Engine {
        AUTO,
        SILERO,
        WEBRTC,
        ENERGY
    }
}
