package io.tandem.media.codec;

import java.util.Arrays;

/**
 * The quadrature mirror filter of G.722, 24 taps in two branches of 12: splits pairs of samples into two bands, or joins two bands
 * to pairs of samples; the caller adds and subtracts.
 */
final class G722Mirror {

    private static final int[] TAPS = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};
    private static final int LENGTH = TAPS.length;

    // Every value is stored twice, so that the last twelve always lie in one piece and nothing needs to be moved.
    private final int[] first = new int[2 * LENGTH];
    private final int[] second = new int[2 * LENGTH];
    private int position;
    private int older;
    private int newer;

    /** Shifts a pair in and filters. */
    void push(int even, int odd) {
        first[position] = even;
        first[position + LENGTH] = even;
        second[position] = odd;
        second[position + LENGTH] = odd;
        position = position + 1 == LENGTH ? 0 : position + 1;
        int sumEven = 0;
        int sumOdd = 0;
        for (int i = 0; i < LENGTH; i++) {
            sumEven += first[position + i] * TAPS[i];
            sumOdd += second[position + i] * TAPS[LENGTH - 1 - i];
        }
        older = sumEven;
        newer = sumOdd;
    }

    /** Filtered branch of the first values of the pairs. */
    int older() {
        return older;
    }

    /** Filtered branch of the second values of the pairs. */
    int newer() {
        return newer;
    }

    void reset() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        position = 0;
    }
}
