package io.tandem.bridge;

/**
 * The part {@code bridge} of the configuration.
 *
 * @param maxRoomCalls calls that fit into one room
 */
public record BridgeSettings(int maxRoomCalls) {}
