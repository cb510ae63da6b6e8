package io.tandem.call;

import java.time.Duration;

/**
 * Limits of a node's calls.
 *
 * @param max calls at the same time, whatever their kind
 * @param linger how long the events of a finished call stay readable
 * @param maxQueuedCommands commands that may wait for their turn in one call
 */
public record CallSettings(int max, Duration linger, int maxQueuedCommands) {}
