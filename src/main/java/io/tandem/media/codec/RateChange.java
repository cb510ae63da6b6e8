package io.tandem.media.codec;

/** One way to change a sample rate; the contract is {@link Resampler}'s. */
interface RateChange {

    int process(short[] in, int inOff, int inLen, short[] out, int outOff);

    int maxOutput(int inLen);

    /** Lag in output samples. */
    int delay();

    void reset();

    /** Limits to 16 bits. */
    static short saturate(int value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(value, Short.MAX_VALUE));
    }
}
