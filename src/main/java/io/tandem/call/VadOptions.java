package io.tandem.call;

import java.time.Duration;

/**
 * Voice activity detection of the remote party.
 *
 * @param type {@code silero}, {@code webrtc}, {@code energy} or {@code nop}
 * @param voiceThreshold probability above which a window is speech, 0–1
 * @param speechPadding speech shorter than this is not reported
 * @param silencePadding silence that ends a segment of speech
 * @param silenceTimeout repeated notice of silence this long; zero for none
 */
public record VadOptions(
        String type, double voiceThreshold, Duration speechPadding, Duration silencePadding, Duration silenceTimeout) {}
