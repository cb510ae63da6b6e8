package io.tandem.media.codec;

/** G.722 encoder, 64 kbit/s: two samples at 16 kHz become one byte, the upper band in its top two bits. */
final class G722Encoder implements AudioEncoder {

    private static final int[] LOW_DECISIONS = { // Q6
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
        1458, 1612, 1765, 1980, 2195, 2557, 2919
    };
    /** Beyond the highest decision level. */
    private static final int REACH = LOW_DECISIONS[LOW_DECISIONS.length - 1] + 1;

    private static final byte[] LOW_CODES = lowCodes();
    private static final int HIGH_DECISION = 564; // Q2

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final G722Mirror mirror = new G722Mirror();

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset) {
        int length = samples / 2;
        for (int done = 0; done < length; done += G722Mirror.BLOCK) {
            int pairs = Math.min(G722Mirror.BLOCK, length - done);
            block(pcm, pcmOffset + 2 * done, pairs, payload, offset + done);
        }
        return length;
    }

    private void block(short[] pcm, int pcmOffset, int pairs, byte[] payload, int offset) {
        for (int i = 0; i < pairs; i++) {
            mirror.set(i, pcm[pcmOffset + 2 * i], pcm[pcmOffset + 2 * i + 1]);
        }
        for (int i = 0; i < pairs; i++) {
            int newer = mirror.newer(i);
            int older = mirror.older(i);
            payload[offset + i] = (byte) (encodeHigh(newer - older >> 14) << 6 | encodeLow(newer + older >> 14));
        }
        mirror.advance(pairs);
    }

    /**
     * The magnitude reaches decision level q if {@code magnitude >= q * scale >> 12}, which is the same as
     * {@code q <= (4096 * (magnitude + 1) - 1) / scale}: one division instead of a search.
     */
    private int encodeLow(int sample) { // SUBTRA, QUANTL
        int error = G722Band.saturate(sample - low.prediction());
        int sign = error >> 31;
        int reached = Math.min((((error ^ sign) + 1 << 12) - 1) / low.scale(), REACH - 1);
        int code = LOW_CODES[reached + (sign & REACH)];
        low.adapt(code >> 2);
        return code;
    }

    /** Codes of positive errors by the largest level in reach, then those of negative ones. */
    private static byte[] lowCodes() {
        byte[] codes = new byte[2 * REACH];
        int interval = 0;
        for (int reached = 0; reached < REACH; reached++) {
            while (interval < LOW_DECISIONS.length && LOW_DECISIONS[interval] <= reached) {
                interval++;
            }
            codes[reached] = (byte) (61 - interval);
            codes[REACH + reached] = (byte) (interval < 2 ? 63 - interval : 33 - interval);
        }
        return codes;
    }

    private int encodeHigh(int sample) { // QUANTH
        int error = G722Band.saturate(sample - high.prediction());
        int sign = error >> 31;
        int inner = (error ^ sign) - (HIGH_DECISION * high.scale() >> 12) >>> 31;
        int code = 2 + 2 * sign + inner;
        high.adapt(code);
        return code;
    }

    @Override
    public void reset() {
        low.reset();
        high.reset();
        mirror.reset();
    }
}
