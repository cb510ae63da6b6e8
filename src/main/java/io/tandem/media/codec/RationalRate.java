package io.tandem.media.codec;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Any ratio, say 44.1 → 16 kHz: for every output the taps of its place between two input samples. Places are counted in whole
 * numbers, so no rounding error adds up; where a ratio has more than 1024 places the taps of the nearest one are used (−60 dB).
 */
final class RationalRate implements RateChange {

    private static final int MOST_PHASES = 1_024;
    private static final int BLOCK = 512;

    private final int places; // output samples for `step` input samples
    private final int step;
    private final int taps;
    private final float[][] phases;
    private final float[] window;
    private int held; // samples in the window
    private int start; // first sample of the window that the next output needs
    private int place; // of the next output behind that sample, in 1/places

    RationalRate(int fromRate, int toRate) {
        int divisor =
                BigInteger.valueOf(fromRate).gcd(BigInteger.valueOf(toRate)).intValue();
        places = toRate / divisor;
        step = fromRate / divisor;
        double ratio = Math.max(1.0, (double) fromRate / toRate);
        taps = 2 * (int) Math.ceil(LowPass.TAPS / 2.0 * ratio);
        phases = new float[Math.min(places, MOST_PHASES)][taps];
        for (int phase = 0; phase < phases.length; phase++) {
            double[] designed = LowPass.phase(taps, (double) phase / phases.length, 0.5 / ratio);
            for (int i = 0; i < taps; i++) {
                phases[phase][i] = (float) designed[i];
            }
        }
        window = new float[taps + BLOCK];
        held = taps - 1;
    }

    @Override
    public int process(short[] in, int inOff, int inLen, short[] out, int outOff) {
        int written = 0;
        for (int done = 0; done < inLen; done += BLOCK) {
            written += block(in, inOff + done, Math.min(BLOCK, inLen - done), out, outOff + written);
        }
        return written;
    }

    private int block(short[] in, int inOff, int length, short[] out, int outOff) {
        for (int i = 0; i < length; i++) {
            window[held + i] = in[inOff + i];
        }
        held += length;
        int written = 0;
        while (start + taps <= held) {
            int phase = places == phases.length ? place : (int) ((long) place * phases.length / places);
            out[outOff + written++] = RateChange.saturate(Math.round(sum(phases[phase])));
            int ahead = place + step;
            start += ahead / places;
            place = ahead % places;
        }
        int forgotten = Math.min(start, held);
        System.arraycopy(window, forgotten, window, 0, held - forgotten);
        held -= forgotten;
        start -= forgotten;
        return written;
    }

    private float sum(float[] phase) {
        float even = 0; // two sums, so that the additions need not wait for each other
        float odd = 0;
        for (int i = 0; i < taps; i += 2) {
            even += phase[i] * window[start + i];
            odd += phase[i + 1] * window[start + i + 1];
        }
        return even + odd;
    }

    @Override
    public int maxOutput(int inLen) {
        return (int) ((long) inLen * places / step) + 1;
    }

    @Override
    public int delay() {
        return (int) Math.round(taps / 2.0 * places / step);
    }

    @Override
    public void reset() {
        Arrays.fill(window, 0);
        held = taps - 1;
        start = 0;
        place = 0;
    }
}
