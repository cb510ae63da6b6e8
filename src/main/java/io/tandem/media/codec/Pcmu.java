package io.tandem.media.codec;

/** PCMU: µ-law of ITU-T G.711, payload type 0. */
final class Pcmu {

    private static final int BIAS = 33;
    private static final int LARGEST = 0x1FFF;
    private static final short[] LINEAR = expandAll();
    private static final byte[] CODES = compressAll();

    static final AudioCodec CODEC = Companding.codec("PCMU", 0, 2, CODES, LINEAR);

    private Pcmu() {}

    private static short[] expandAll() {
        short[] linear = new short[256];
        for (int code = 0; code < 256; code++) {
            int bits = ~code;
            int exponent = bits >> 4 & 7;
            int step = 8 << exponent;
            int magnitude = (0x80 << exponent) + step * (bits & 15) + step / 2 - 4 * BIAS;
            linear[code] = (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
        }
        return linear;
    }

    private static byte[] compressAll() {
        byte[] codes = new byte[1 << 14];
        for (int index = 0; index < codes.length; index++) {
            boolean positive = index < codes.length / 2;
            int magnitude = Math.min((positive ? index : codes.length - 1 - index) + BIAS, LARGEST);
            int segment = 32 - Integer.numberOfLeadingZeros(magnitude >> 6) + 1;
            int code = 8 - segment << 4 | 15 - (magnitude >> segment & 15);
            codes[index] = (byte) (positive ? code | 0x80 : code);
        }
        return codes;
    }
}
