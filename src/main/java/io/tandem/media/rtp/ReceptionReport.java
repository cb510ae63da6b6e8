package io.tandem.media.rtp;

/**
 * What the far end's last report block says of the audio it gets from us (RFC 3550 §6.4.1).
 *
 * @param packetsSent packets we had sent when it came
 * @param packetsLost those of them that the far end misses
 * @param jitterMillis interarrival jitter at the far end
 */
public record ReceptionReport(long packetsSent, long packetsLost, double jitterMillis) {}
