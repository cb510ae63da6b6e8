package io.tandem.media.codec;

/** PCMA: A-law of ITU-T G.711, payload type 8. */
final class Pcma {

    /** G.711 inverts the even bits of an A-law code on the line. */
    private static final int EVEN_BITS = 0x55;

    private static final short[] LINEAR = expandAll();
    private static final byte[] CODES = compressAll();

    static final AudioCodec CODEC = Companding.codec("PCMA", 8, 4, CODES, LINEAR);

    private Pcma() {}

    private static short[] expandAll() {
        short[] linear = new short[256];
        for (int code = 0; code < 256; code++) {
            int bits = (code ^ EVEN_BITS) & 0x7F;
            int exponent = bits >> 4;
            int mantissa = (bits & 15) + (exponent > 0 ? 16 : 0);
            int magnitude = (mantissa << 4) + 8 << Math.max(exponent - 1, 0);
            linear[code] = (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
        }
        return linear;
    }

    private static byte[] compressAll() {
        byte[] codes = new byte[1 << 12];
        for (int index = 0; index < codes.length; index++) {
            boolean positive = index < codes.length / 2;
            int magnitude = positive ? index : codes.length - 1 - index;
            int exponent = Math.max(28 - Integer.numberOfLeadingZeros(magnitude), 0);
            int code = exponent << 4 | magnitude >> Math.max(exponent - 1, 0) & 15;
            codes[index] = (byte) ((positive ? code | 0x80 : code) ^ EVEN_BITS);
        }
        return codes;
    }
}
