package io.tandem.media.codec;

/** Half the rate, 16 → 8 kHz above all: two samples yield one. */
final class HalfRate implements RateChange {
    private final HalfBand filter = new HalfBand();
    private final short[] pair = new short[2];
    private boolean odd; // a sample waits for its partner

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        int from = inOff;
        int left = inLen;
        int written = 0;
        if (odd && left > 0) {
            pair[1] = in[from++];
            left--;
            filter.down(pair, 0, 1, out, outOff);
            written = 1;
            odd = false;
        }
        filter.down(in, from, left / 2, out, outOff + written);
        written += left / 2;
        if (left % 2 == 1) {
            pair[0] = in[from + left - 1];
            odd = true;
        }
        return written;
    }

    @Override
    public int maxOutput(int inLen) {
        return (inLen + 1) / 2;
    }

    @Override
    public int delay() {
        return 1;
    }

    @Override
    public void reset() {
        filter.reset();
        odd = false;
    }
}
