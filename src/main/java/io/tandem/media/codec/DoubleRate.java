package io.tandem.media.codec;

import java.util.Arrays;

/** Twice the rate, 8 → 16 kHz: each sample yields the sample itself, filtered, and the one half-way to the next. */
final class DoubleRate implements RateChange {

    private static final PairedTaps ON = new PairedTaps(LowPass.phase(LowPass.TAPS, 0, 0.5));
    private static final PairedTaps BETWEEN = new PairedTaps(LowPass.phase(LowPass.TAPS, 0.5, 0.5));
    private static final int BLOCK = PairedTaps.BLOCK;
    private static final int PAST = LowPass.TAPS - 1;

    private final short[] window = new short[PAST + BLOCK];
    private final short[] neighbours = new short[2 * (PAST + BLOCK)]; // every sample with its successor
    private final short[] shifted = new short[2 * BLOCK];
    private final int[] on = new int[BLOCK];
    private final int[] between = new int[BLOCK];

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        for (int done = 0; done < inLen; done += BLOCK) {
            block(in, inOff + done, Math.min(BLOCK, inLen - done), out, outOff + 2 * done);
        }
        return 2 * inLen;
    }

    private void block(short[] in, int inOff, int length, short[] out, int outOff) {
        System.arraycopy(in, inOff, window, PAST, length);
        for (int i = 0; i < PAST + length - 1; i++) {
            neighbours[2 * i] = window[i];
            neighbours[2 * i + 1] = window[i + 1];
        }
        PairedTaps.clear(on, length);
        PairedTaps.clear(between, length);
        for (int pair = 0; pair < ON.pairs(); pair++) {
            System.arraycopy(neighbours, 4 * pair, shifted, 0, 2 * length);
            ON.accumulate(pair, shifted, on, length);
            BETWEEN.accumulate(pair, shifted, between, length);
        }
        PairedTaps.finish(on, length, out, outOff, 2);
        PairedTaps.finish(between, length, out, outOff + 1, 2);
        System.arraycopy(window, length, window, 0, PAST);
    }

    @Override
    public int maxOutput(int inLen) {
        return 2 * inLen;
    }

    @Override
    public int delay() {
        return LowPass.TAPS;
    }

    @Override
    public void reset() {
        Arrays.fill(window, (short) 0);
    }
}
