package io.tandem.media.codec;

/** No change: copies. */
final class SameRate implements RateChange {

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        System.arraycopy(in, inOff, out, outOff, inLen);
        return inLen;
    }

    @Override
    public int maxOutput(int inLen) {
        return inLen;
    }

    @Override
    public int delay() {
        return 0;
    }

    @Override
    public void reset() {
        // A copy has no past.
    }
}
