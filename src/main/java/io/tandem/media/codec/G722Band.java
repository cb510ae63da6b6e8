package io.tandem.media.codec;

import java.util.Arrays;

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

    private static final int ZEROS = 6;

    private final int[] levels;
    private final int[] logSteps;
    private final int largestLog;
    private final int logShift;
    private final int firstScale;

    private final int[] zeroCoefficients = new int[ZEROS];
    private final int[] differences = new int[ZEROS]; // DL/DH, newest first
    private int logScale; // NB
    private int scale; // DET
    private int pole1; // A1
    private int pole2; // A2
    private int reconstructed1; // R1, R2: the last two reconstructed samples
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
        int reconstructed = saturate(prediction + difference); // RECONS
        int partial = saturate(zeroPrediction + difference); // PARREC
        adaptPoles(partial);
        adaptZeros(difference);
        reconstructed2 = reconstructed1;
        reconstructed1 = reconstructed;
        partial2 = partial1;
        partial1 = partial;
        int polePrediction = saturate((pole1 * saturate(2 * reconstructed1) >> 15) // FILTEP
                + (pole2 * saturate(2 * reconstructed2) >> 15));
        prediction = saturate(polePrediction + zeroPrediction); // PREDIC
    }

    private void adaptPoles(int partial) {
        boolean sameAsLast = (partial ^ partial1) >= 0;
        int toward = saturate(4 * pole1); // UPPOL2
        toward = sameAsLast ? Math.min(-toward, Short.MAX_VALUE) : toward;
        int second = ((partial ^ partial2) >= 0 ? 128 : -128) + (toward >> 7) + (pole2 * 32_512 >> 15);
        second = Math.max(-12_288, Math.min(second, 12_288));
        int first = saturate((sameAsLast ? 192 : -192) + (pole1 * 32_640 >> 15)); // UPPOL1
        int bound = saturate(15_360 - second);
        pole1 = Math.max(-bound, Math.min(first, bound));
        pole2 = second;
    }

    private void adaptZeros(int difference) { // UPZERO, then FILTEZ over the shifted differences
        int gain = difference == 0 ? 0 : 128;
        int sum = 0;
        for (int i = ZEROS - 1; i >= 0; i--) {
            int towards = (differences[i] ^ difference) >= 0 ? gain : -gain;
            zeroCoefficients[i] = saturate(towards + (zeroCoefficients[i] * 32_640 >> 15));
            differences[i] = i == 0 ? difference : differences[i - 1];
            sum += zeroCoefficients[i] * saturate(2 * differences[i]) >> 15;
        }
        zeroPrediction = saturate(sum);
    }

    void reset() {
        Arrays.fill(zeroCoefficients, 0);
        Arrays.fill(differences, 0);
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
