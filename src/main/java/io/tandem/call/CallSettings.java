package io.tandem.call;

import java.time.Duration;

/**
 * Limits of the calls of one node.
 *
 * @param max calls at the same time, whatever their kind
 * @param linger how long a finished call stays readable, so that a reader who is behind gets its last events
 */
public record CallSettings(int max, Duration linger) {}
