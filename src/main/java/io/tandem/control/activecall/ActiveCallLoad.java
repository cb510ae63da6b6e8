package io.tandem.control.activecall;

/**
 * What the control sockets lost or refused since the start, for /status and metrics.
 *
 * @param malformed text frames that were no command, and frames beyond their limit
 * @param missedEvents events, and copies of commands, that were evicted before slow readers came to them
 * @param droppedFrames audio frames that slow subscribers never got
 */
public record ActiveCallLoad(long malformed, long missedEvents, long droppedFrames) {}
