package io.tandem.media.codec;

/** The two table look-ups of G.711; both laws have no memory, so one instance serves every stream. */
final class Companding implements AudioEncoder, AudioDecoder {

    private final int shift;
    private final byte[] codes;
    private final short[] linear;

    private Companding(int shift, byte[] codes, short[] linear) {
        this.shift = shift;
        this.codes = codes;
        this.linear = linear;
    }

    /**
     * A G.711 codec.
     *
     * @param shift low bits of a sample that the law ignores
     * @param codes code of every sample, by {@code sample >> shift} with the negative ones in the upper half
     * @param linear sample of every code
     */
    static AudioCodec codec(String name, int payloadType, int shift, byte[] codes, short[] linear) {
        Companding companding = new Companding(shift, codes, linear);
        return new AudioCodec(name, payloadType, 8_000, 8_000, 8, () -> companding, () -> companding);
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset) {
        int mask = codes.length - 1;
        for (int i = 0; i < samples; i++) {
            payload[offset + i] = codes[pcm[pcmOffset + i] >> shift & mask];
        }
        return samples;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
        for (int i = 0; i < length; i++) {
            pcm[pcmOffset + i] = linear[payload[offset + i] & 0xFF];
        }
        return length;
    }

    @Override
    public void reset() {
        // G.711 remembers nothing.
    }
}
