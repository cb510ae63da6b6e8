package io.tandem.media.codec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of codecs: what is not listed here does not exist. */
public final class Codecs {

    public static final AudioCodec PCMU = Pcmu.CODEC;
    public static final AudioCodec PCMA = Pcma.CODEC;
    public static final AudioCodec G722 = G722Codec.CODEC;

    /** Raw s16le at 8 kHz, for WebSockets; not an RTP format. */
    public static final AudioCodec PCM_8K = LinearPcm.codec(8_000);

    /** Raw s16le at 16 kHz, for WebSockets; not an RTP format. */
    public static final AudioCodec PCM_16K = LinearPcm.codec(16_000);

    private static final List<AudioCodec> RTP = List.of(PCMU, PCMA, G722);
    private static final List<AudioCodec> ALL = List.of(PCMU, PCMA, G722, PCM_16K, PCM_8K);

    private Codecs() {}

    /** Codecs that RTP and SDP know, in the default order of preference. */
    public static List<AudioCodec> rtp() {
        return RTP;
    }

    /** The codec of that name in any case; {@code PCM} is {@link #PCM_16K}. */
    public static Optional<AudioCodec> byName(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return ALL.stream().filter(codec -> codec.name().equals(wanted)).findFirst();
    }

    /** The codec of a static payload type of RFC 3551. */
    public static Optional<AudioCodec> byStaticPayloadType(int payloadType) {
        return RTP.stream()
                .filter(codec -> payloadType >= 0 && codec.staticPayloadType() == payloadType)
                .findFirst();
    }
}
