package io.tandem.media.rtp;

import java.util.Arrays;

/**
 * What is heard where no packet is: the last pitch period, fading out over 60 ms, then silence or comfort noise (RFC 3389). The
 * first real samples after a gap are cross-faded, so neither end clicks. 16 kHz.
 */
public final class Concealment {
    private static final int FADE_OUT = 960;
    private static final int CROSS_FADE = 80;
    private static final int MIN_LAG = 40;
    private static final int MAX_LAG = 240;
    private static final int HISTORY = MAX_LAG + PitchLag.WINDOW;

    /** Comfort noise louder than -30 dBov is somebody's mistake. */
    private static final int LOUDEST_NOISE = 30;

    private static final double UNIFORM_PEAK_PER_RMS = 1.732;

    private final short[] history = new short[HISTORY];
    private final short[] tail = new short[CROSS_FADE];
    private int filled;
    private boolean gap;
    private int lag;
    private int phase;
    private int played;
    private int noisePeak;
    private int noiseState = 1;

    /** Makes up {@code count} samples; answers whether they are more than silence. */
    public boolean fill(short[] out, int offset, int count) {
        if (!gap) {
            begin();
        }
        boolean anything = noisePeak > 0 || played < FADE_OUT && filled == HISTORY;
        if (noisePeak == 0 && played >= FADE_OUT) {
            Arrays.fill(out, offset, offset + count, (short) 0);
            return anything;
        }
        for (int i = 0; i < count; i++) {
            out[offset + i] = (short) (repeated() + noise());
        }
        return anything;
    }

    /** Takes real samples that were just appended, and softens their beginning when they end a gap. */
    public void heard(short[] pcm, int offset, int count) {
        if (count == 0) {
            return;
        }
        if (gap) {
            int fade = Math.min(CROSS_FADE, count);
            fill(tail, 0, fade);
            for (int i = 0; i < fade; i++) {
                pcm[offset + i] = (short) ((tail[i] * (fade - i) + pcm[offset + i] * i) / fade);
            }
            gap = false;
            noisePeak = 0;
        }
        remember(pcm, offset, count);
    }

    /** Marks a cut: what comes next does not continue what was heard. */
    public void cut() {
        if (!gap) {
            begin();
        }
    }

    /** From now on gaps hold noise of {@code level} -dBov, until audio comes. */
    void comfortNoise(int level) {
        double rms = 32768 * Math.pow(10, -Math.max(level, LOUDEST_NOISE) / 20.0);
        noisePeak = (int) (rms * UNIFORM_PEAK_PER_RMS);
        if (!gap) {
            begin();
        }
    }

    private void begin() {
        gap = true;
        phase = 0;
        played = 0;
        lag = PitchLag.find(history, HISTORY - PitchLag.WINDOW, -1, MIN_LAG, MAX_LAG);
    }

    private int repeated() {
        if (played >= FADE_OUT) {
            return 0;
        }
        int sample = history[HISTORY - lag + phase] * (FADE_OUT - played) / FADE_OUT;
        phase = phase + 1 == lag ? 0 : phase + 1;
        played++;
        return sample;
    }

    private int noise() {
        if (noisePeak == 0) {
            return 0;
        }
        noiseState = noiseState * 1_103_515_245 + 12_345;
        return (noiseState >> 16) * noisePeak >> 15;
    }

    private void remember(short[] pcm, int offset, int count) {
        int taken = Math.min(HISTORY, count);
        System.arraycopy(history, taken, history, 0, HISTORY - taken);
        System.arraycopy(pcm, offset + count - taken, history, HISTORY - taken, taken);
        filled = Math.min(HISTORY, filled + taken);
    }
}
