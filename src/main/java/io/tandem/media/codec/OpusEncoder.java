package io.tandem.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;

/**
 * Encodes mono at 16 kHz as Opus packets of 20 ms (RFC 6716), wideband speech at 24 kbit/s. Unlike other encoders it allocates, some
 * 100 KiB a packet: not for a media loop. Single-threaded.
 */
public final class OpusEncoder implements AudioEncoder {

    /** Bytes of the largest packet (RFC 6716 §3.4). */
    public static final int MAX_PACKET = 1_275;

    private static final int BIT_RATE = 24_000;

    /** Half of the scale: above it the ear hears nothing at this rate, and the cost doubles. */
    private static final int COMPLEXITY = 5;

    private final io.github.jaredmdobson.concentus.OpusEncoder encoder;

    public OpusEncoder() {
        try {
            encoder = new io.github.jaredmdobson.concentus.OpusEncoder(
                    Opus.SAMPLE_RATE, Opus.CHANNELS, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException e) {
            throw new IllegalStateException("an encoder for one channel at 16 kHz", e);
        }
        encoder.setBitrate(BIT_RATE);
        encoder.setComplexity(COMPLEXITY);
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset) {
        try {
            return encoder.encode(
                    pcm, pcmOffset, samples, payload, offset, Math.min(MAX_PACKET, payload.length - offset));
        } catch (OpusException e) {
            throw new IllegalArgumentException(
                    "Opus frame: " + samples + " samples (expected: " + Opus.FRAME_SAMPLES + ")", e);
        }
    }

    @Override
    public void reset() {
        encoder.resetState();
    }
}
