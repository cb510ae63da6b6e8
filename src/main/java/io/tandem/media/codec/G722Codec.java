package io.tandem.media.codec;

/** G722: ITU-T G.722 at 64 kbit/s, payload type 9; samples at 16 kHz but counts RTP time at 8 kHz (RFC 3551 §4.5.2). */
final class G722Codec {

    static final AudioCodec CODEC = new AudioCodec("G722", 9, 8_000, 16_000, 8, G722Encoder::new, G722Decoder::new);

    private G722Codec() {}
}
