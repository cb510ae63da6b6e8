package io.tandem.media.codec;

import java.util.function.Supplier;

/**
 * An audio codec as RTP and SDP know it.
 *
 * @param name encoding name of its rtpmap, upper case
 * @param staticPayloadType RFC 3551 payload type, or -1 for a dynamic one
 * @param clockRate RTP clock in Hz; for G.722 8000 although it samples at 16000 (RFC 3551 §4.5.2)
 * @param sampleRate rate of the PCM it encodes and decodes, in Hz
 * @param bytesPerMillisecond payload bytes of one millisecond of audio
 */
public record AudioCodec(
        String name,
        int staticPayloadType,
        int clockRate,
        int sampleRate,
        int bytesPerMillisecond,
        Supplier<AudioEncoder> encoder,
        Supplier<AudioDecoder> decoder) {}
