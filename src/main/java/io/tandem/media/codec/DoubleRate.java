package io.tandem.media.codec;

/** Twice the rate, 8 → 16 kHz above all. */
final class DoubleRate implements RateChange {
    private final HalfBand filter = new HalfBand();

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        filter.up(in, inOff, inLen, out, outOff);
        return 2 * inLen;
    }

    @Override
    public int maxOutput(int inLen) {
        return 2 * inLen;
    }

    @Override
    public int delay() {
        return 3;
    }

    @Override
    public void reset() {
        filter.reset();
    }
}
