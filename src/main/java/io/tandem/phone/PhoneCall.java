package io.tandem.phone;

import io.tandem.media.codec.AudioCodec;
import java.time.Duration;

/**
 * A call to make.
 *
 * @param codec what goes over the wire
 * @param prompt what is said, once; silence follows
 * @param length time from the answer to the hang-up
 * @param answerTimeout longest wait for the answer
 */
public record PhoneCall(AudioCodec codec, Prompt prompt, Duration length, Duration answerTimeout) {}
