package io.tandem.media.codec;

/** G.722 encoder, 64 kbit/s: two samples at 16 kHz become one byte, the upper band in its top two bits. */
final class G722Encoder implements AudioEncoder {

    private static final int[] LOW_DECISIONS = { // Q6
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
        1458, 1612, 1765, 1980, 2195, 2557, 2919
    };
    private static final int HIGH_DECISION = 564; // Q2

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final G722Mirror mirror = new G722Mirror();

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset) {
        int pairs = samples / 2;
        for (int i = 0; i < pairs; i++) {
            mirror.push(pcm[pcmOffset + 2 * i], pcm[pcmOffset + 2 * i + 1]);
            int sum = mirror.newer() + mirror.older();
            int difference = mirror.newer() - mirror.older();
            payload[offset + i] = (byte) (encodeHigh(difference >> 14) << 6 | encodeLow(sum >> 14));
        }
        return pairs;
    }

    private int encodeLow(int sample) { // SUBTRA, QUANTL
        int error = G722Band.saturate(sample - low.prediction());
        int magnitude = error >= 0 ? error : ~error;
        int interval = interval(magnitude, low.scale());
        int code;
        if (error >= 0) {
            code = 61 - interval;
        } else {
            code = interval < 2 ? 63 - interval : 33 - interval;
        }
        low.adapt(code >> 2);
        return code;
    }

    /** How many decision levels the magnitude reaches; they rise, so it is found by halving. */
    private static int interval(int magnitude, int scale) {
        int reached = 0;
        int beyond = LOW_DECISIONS.length;
        while (reached < beyond) {
            int middle = reached + beyond >>> 1;
            if (magnitude >= LOW_DECISIONS[middle] * scale >> 12) {
                reached = middle + 1;
            } else {
                beyond = middle;
            }
        }
        return reached;
    }

    private int encodeHigh(int sample) { // QUANTH
        int error = G722Band.saturate(sample - high.prediction());
        int magnitude = error >= 0 ? error : ~error;
        int inner = magnitude >= HIGH_DECISION * high.scale() >> 12 ? 0 : 1;
        int code = error >= 0 ? 2 + inner : inner;
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
