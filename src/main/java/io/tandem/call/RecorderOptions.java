package io.tandem.call;

/**
 * Where a call is recorded.
 *
 * @param file path under the recording folder; {@code {id}} stands for the session id; empty for {@code <session>.wav}
 */
public record RecorderOptions(String file) {}
