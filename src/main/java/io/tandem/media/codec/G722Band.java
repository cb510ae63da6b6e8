package io.tandem.media.codec;

/**
 * One sub-band of G.722: inverse quantizer, its adaptive scale factor and the pole-zero predictor (blocks 2, 3 and 4 of the
 * Recommendation, same for encoder and decoder). Names in capitals are those of clause 6.2.
 */
final class G722Band {

    private static final int[] LOW_LEVELS = { // QM4: four-bit quantizer, by the code without its two lowest bits
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };
    private static final int[] LOW_LOG_STEPS = { // WL applied to RL42
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };
    private static final int[] HIGH_LEVELS = {-7408, -1616, 7408, 1616}; // QM2
    private static final int[] HIGH_LOG_STEPS = {798, -214, 798, -214}; // WH applied to RH2

    private static final int[] INVERSE_LOG = { // ILB: 2048 · 2^(i/32)
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int[] levels;
    private final int[] logSteps;
    private final int largestLog;
    private final int logShift;
    private final int firstScale;

    // Fields and not arrays, so that the compiler keeps them in registers while it goes through a block.
    private int zero1; // BL/BH, of the newest difference first
    private int zero2;
    private int zero3;
    private int zero4;
    private int zero5;
    private int zero6;
    private int difference1; // DL/DH doubled and limited, as the zeros' products want them, newest first
    private int difference2;
    private int difference3;
    private int difference4;
    private int difference5;
    private int difference6;
    private int logScale; // NB
    private int scale; // DET
    private int pole1; // A1
    private int pole2; // A2
    private int reconstructed1; // R1, R2: the last two reconstructed samples, doubled and limited
    private int reconstructed2;
    private int partial1; // P1, P2: the last two partially reconstructed samples
    private int partial2;
    private int zeroPrediction; // SZ
    private int prediction; // S

    private G722Band(int[] levels, int[] logSteps, int largestLog, int logShift, int firstScale) {
        this.levels = levels;
        this.logSteps = logSteps;
        this.largestLog = largestLog;
        this.logShift = logShift;
        this.firstScale = firstScale;
        this.scale = firstScale;
    }

    /** 0–4 kHz; its codes are those of the four-bit embedded quantizer. */
    static G722Band low() {
        return new G722Band(LOW_LEVELS, LOW_LOG_STEPS, 18_432, 8, 32);
    }

    /** 4–8 kHz; two-bit codes. */
    static G722Band high() {
        return new G722Band(HIGH_LEVELS, HIGH_LOG_STEPS, 22_528, 10, 8);
    }

    /** The predicted value of the next sample. */
    int prediction() {
        return prediction;
    }

    /** The quantizer's scale factor for the next sample. */
    int scale() {
        return scale;
    }

    /**
     * Takes the next code in: adapts scale factor and predictor.
     *
     * @return the quantized difference signal
     */
    int adapt(int code) {
        int difference = scale * levels[code] >> 15;
        adaptScale(logSteps[code]);
        adaptPredictor(difference);
        return difference;
    }

    private void adaptScale(int logStep) { // LOGSCL/LOGSCH, SCALEL/SCALEH
        logScale = Math.max(0, Math.min((logScale * 127 >> 7) + logStep, largestLog));
        int mantissa = INVERSE_LOG[logScale >> 6 & 31];
        int shift = logShift - (logScale >> 11);
        scale = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    private void adaptPredictor(int difference) {
        int partial = saturate(zeroPrediction + difference); // PARREC
        adaptPoles(partial);
        adaptZeros(difference);
        reconstructed2 = reconstructed1;
        reconstructed1 = saturate(2 * saturate(prediction + difference)); // RECONS
        partial2 = partial1;
        partial1 = partial;
        int polePrediction = saturate((pole1 * reconstructed1 >> 15) + (pole2 * reconstructed2 >> 15)); // FILTEP
        prediction = saturate(polePrediction + zeroPrediction); // PREDIC
    }

    private void adaptPoles(int partial) {
        int opposite1 = (partial ^ partial1) >> 31;
        int opposite2 = (partial ^ partial2) >> 31;
        int toward = Math.min(signed(saturate(4 * pole1), ~opposite1), Short.MAX_VALUE); // UPPOL2
        int second = signed(128, opposite2) + (toward >> 7) + (pole2 * 32_512 >> 15);
        second = Math.max(-12_288, Math.min(second, 12_288));
        int first = saturate(signed(192, opposite1) + (pole1 * 32_640 >> 15)); // UPPOL1
        int bound = saturate(15_360 - second);
        pole1 = Math.max(-bound, Math.min(first, bound));
        pole2 = second;
    }

    private void adaptZeros(int difference) { // UPZERO, then FILTEZ over the shifted differences
        int gain = difference == 0 ? 0 : 128;
        zero6 = adapted(zero6, difference6, difference, gain);
        zero5 = adapted(zero5, difference5, difference, gain);
        zero4 = adapted(zero4, difference4, difference, gain);
        zero3 = adapted(zero3, difference3, difference, gain);
        zero2 = adapted(zero2, difference2, difference, gain);
        zero1 = adapted(zero1, difference1, difference, gain);
        difference6 = difference5;
        difference5 = difference4;
        difference4 = difference3;
        difference3 = difference2;
        difference2 = difference1;
        difference1 = saturate(2 * difference);
        zeroPrediction = saturate((zero6 * difference6 >> 15)
                + (zero5 * difference5 >> 15)
                + (zero4 * difference4 >> 15)
                + (zero3 * difference3 >> 15)
                + (zero2 * difference2 >> 15)
                + (zero1 * difference1 >> 15));
    }

    /** Leaks a little and moves by the gain, up where the signs agree; 32 640 / 32 768 and 128 keep it within 16 bits. */
    private static int adapted(int zero, int past, int difference, int gain) {
        return (zero * 32_640 >> 15) + signed(gain, (past ^ difference) >> 31);
    }

    /** The value, negated where {@code sign} is −1 and not 0: signs change at random here, and a branch would be guessed wrong. */
    private static int signed(int value, int sign) {
        return (value ^ sign) - sign;
    }

    void reset() {
        zero1 = 0;
        zero2 = 0;
        zero3 = 0;
        zero4 = 0;
        zero5 = 0;
        zero6 = 0;
        difference1 = 0;
        difference2 = 0;
        difference3 = 0;
        difference4 = 0;
        difference5 = 0;
        difference6 = 0;
        logScale = 0;
        scale = firstScale;
        pole1 = 0;
        pole2 = 0;
        reconstructed1 = 0;
        reconstructed2 = 0;
        partial1 = 0;
        partial2 = 0;
        zeroPrediction = 0;
        prediction = 0;
    }

    /** Limits to 16 bits, as every addition of the Recommendation does. */
    static int saturate(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(value, Short.MAX_VALUE));
    }
}
