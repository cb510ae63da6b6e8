package io.tandem.control.activecall;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tandem.active-call} of the configuration.
 *
 * @param pcmOutRate sample rate in Hz of PCM sent on {@code /call}: 8000 or 16000
 * @param reportMalformed answer unparsable commands with an error event
 * @param maxResume longest time a lost controller can ask its call to wait for
 * @param maxQueuedCommands commands that may wait for their turn in one call
 * @param maxCommandSize largest text frame in bytes
 * @param maxAudioFrame largest binary frame in bytes
 */
public record ActiveCallSettings(
        int pcmOutRate,
        HangupText hangupReason,
        boolean reportMalformed,
        Duration maxResume,
        int maxQueuedCommands,
        int maxCommandSize,
        int maxAudioFrame,
        List<IceServer> iceServers) {

    /** How {@code hangup.reason} is spelt: {@code Some(ByCaller)} or {@code ByCaller}. */
    public enum HangupText {
        DEBUG,
        PLAIN
    }

    /**
     * One entry of {@code /iceservers}.
     *
     * @param turnSecret what the server makes credentials from that last for {@code ttl}; null for fixed ones or none
     */
    public record IceServer(
            List<String> urls,
            @Nullable String username,
            @Nullable String credential,
            @Nullable String turnSecret,
            Duration ttl) {

        /** Without secrets: settings are written to logs. */
        @Override
        public String toString() {
            return "IceServer" + urls;
        }
    }
}
