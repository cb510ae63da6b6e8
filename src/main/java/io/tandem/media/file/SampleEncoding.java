package io.tandem.media.file;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How one sample of a WAV file is stored, little endian. */
@FunctionalInterface
interface SampleEncoding {

    /** The sample at {@code at}, as 16 bits. */
    int sample(ByteBuffer data, int at);

    /** The encoding of a format tag (RFC 2361) with samples of that many bytes. */
    static SampleEncoding of(int tag, int bytes) throws AudioFormatException {
        @Nullable
        SampleEncoding encoding =
                switch (tag) {
                    case 1 -> integer(bytes);
                    case 3 -> floating(bytes);
                    case 6 -> bytes == 1 ? companded(Codecs.PCMA) : null;
                    case 7 -> bytes == 1 ? companded(Codecs.PCMU) : null;
                    default -> null;
                };
        if (encoding == null) {
            throw new AudioFormatException(
                    "WAV encoding",
                    "format " + tag + " with " + 8 * bytes + " bits",
                    "PCM of 8, 16, 24 or 32 bits, float of 32 or 64, A-law or mu-law of 8");
        }
        return encoding;
    }

    private static @Nullable SampleEncoding integer(int bytes) {
        return switch (bytes) {
            case 1 -> (data, at) -> (data.get(at) & 0xFF) - 128 << 8;
            case 2 -> (data, at) -> data.getShort(at);
            case 3 -> (data, at) -> data.getShort(at + 1);
            case 4 -> (data, at) -> data.getShort(at + 2);
            default -> null;
        };
    }

    private static @Nullable SampleEncoding floating(int bytes) {
        return switch (bytes) {
            case 4 -> (data, at) -> limit(data.getFloat(at));
            case 8 -> (data, at) -> limit(data.getDouble(at));
            default -> null;
        };
    }

    private static int limit(double sample) { // a NaN becomes 0
        return (int) Math.max(Short.MIN_VALUE, Math.min(Math.rint(sample * 32_768), Short.MAX_VALUE));
    }

    private static SampleEncoding companded(AudioCodec law) {
        byte[] codes = new byte[256];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = (byte) code;
        }
        short[] linear = new short[codes.length];
        law.decoder().get().decode(codes, 0, codes.length, linear, 0);
        return (data, at) -> linear[data.get(at) & 0xFF];
    }
}
