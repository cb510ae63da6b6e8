package io.tandem.media.codec;

/** G.722 decoder, 64 kbit/s: one byte becomes two samples at 16 kHz. */
final class G722Decoder implements AudioDecoder {

    private static final int[] LOW_LEVELS = { // QM6
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };
    private static final int LARGEST = 16_383;

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final G722Mirror mirror = new G722Mirror();

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
        for (int done = 0; done < length; done += G722Mirror.BLOCK) {
            int pairs = Math.min(G722Mirror.BLOCK, length - done);
            block(payload, offset + done, pairs, pcm, pcmOffset + 2 * done);
        }
        return 2 * length;
    }

    private void block(byte[] payload, int offset, int pairs, short[] pcm, int pcmOffset) {
        for (int i = 0; i < pairs; i++) {
            int code = payload[offset + i];
            int lowSample = decodeLow(code & 0x3F);
            int highSample = decodeHigh(code >> 6 & 3);
            mirror.set(i, lowSample + highSample, lowSample - highSample);
        }
        for (int i = 0; i < pairs; i++) {
            pcm[pcmOffset + 2 * i] = (short) G722Band.saturate(mirror.newer(i) >> 11);
            pcm[pcmOffset + 2 * i + 1] = (short) G722Band.saturate(mirror.older(i) >> 11);
        }
        mirror.advance(pairs);
    }

    private int decodeLow(int code) { // INVQBL, RECONS, LIMIT
        int sample = low.prediction() + (low.scale() * LOW_LEVELS[code] >> 15);
        low.adapt(code >> 2);
        return limit(sample);
    }

    private int decodeHigh(int code) {
        int prediction = high.prediction();
        return limit(prediction + high.adapt(code));
    }

    private static int limit(int sample) {
        return Math.max(-LARGEST - 1, Math.min(sample, LARGEST));
    }

    @Override
    public void reset() {
        low.reset();
        high.reset();
        mirror.reset();
    }
}
