package io.tandem.media.codec;

import java.util.Arrays;

/** Half the rate, 16 → 8 kHz: two samples yield one, low-passed below half of the new rate. */
final class HalfRate implements RateChange {

    private static final int LENGTH = 2 * LowPass.TAPS;
    private static final PairedTaps TAPS = new PairedTaps(LowPass.phase(LENGTH, 0, 0.25));
    private static final int BLOCK = PairedTaps.BLOCK;
    private static final int PAST = LENGTH - 2;

    private final short[] window = new short[PAST + 2 * BLOCK + 1];
    private final short[] shifted = new short[2 * BLOCK];
    private final int[] sums = new int[BLOCK];
    private int odd; // 1 while a sample waits for its partner

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        int written = 0;
        for (int done = 0; done < inLen; done += 2 * BLOCK) {
            written += block(in, inOff + done, Math.min(2 * BLOCK, inLen - done), out, outOff + written);
        }
        return written;
    }

    private int block(short[] in, int inOff, int length, short[] out, int outOff) {
        System.arraycopy(in, inOff, window, PAST + odd, length);
        int outputs = (odd + length) / 2;
        PairedTaps.clear(sums, outputs);
        for (int pair = 0; pair < TAPS.pairs(); pair++) {
            System.arraycopy(window, 2 * pair, shifted, 0, 2 * outputs);
            TAPS.accumulate(pair, shifted, sums, outputs);
        }
        PairedTaps.finish(sums, outputs, out, outOff, 1);
        odd = (odd + length) % 2;
        System.arraycopy(window, 2 * outputs, window, 0, PAST + odd);
        return outputs;
    }

    @Override
    public int maxOutput(int inLen) {
        return (inLen + 1) / 2;
    }

    @Override
    public int delay() {
        return LowPass.TAPS / 2;
    }

    @Override
    public void reset() {
        Arrays.fill(window, (short) 0);
        odd = 0;
    }
}
