package io.tandem.media.codec;

import java.util.Arrays;

/**
 * The quadrature mirror filter of G.722, 24 taps in two branches of 12: splits pairs of samples into two bands, or joins two bands to
 * pairs of samples; the caller adds and subtracts. Works on a block of pairs at a time, which it keeps with what went before in one piece.
 */
final class G722Mirror {
    /** Most pairs of a block. */
    static final int BLOCK = 40;

    private static final int PAST = 22;

    private final int[] window = new int[PAST + 2 * BLOCK];

    /** Puts a pair into the block. */
    void set(int pair, int even, int odd) {
        window[PAST + 2 * pair] = even;
        window[PAST + 2 * pair + 1] = odd;
    }

    /** Filtered branch of the first values of the pairs. */
    int older(int pair) {
        int[] w = window;
        int at = 2 * pair;
        return 3 * w[at]
                - 11 * w[at + 2]
                + 12 * w[at + 4]
                + 32 * w[at + 6]
                - 210 * w[at + 8]
                + 951 * w[at + 10]
                + 3876 * w[at + 12]
                - 805 * w[at + 14]
                + 362 * w[at + 16]
                - 156 * w[at + 18]
                + 53 * w[at + 20]
                - 11 * w[at + 22];
    }

    /** Filtered branch of the second values of the pairs: the same taps in reverse. */
    int newer(int pair) {
        int[] w = window;
        int at = 2 * pair + 1;
        return 3 * w[at + 22]
                - 11 * w[at + 20]
                + 12 * w[at + 18]
                + 32 * w[at + 16]
                - 210 * w[at + 14]
                + 951 * w[at + 12]
                + 3876 * w[at + 10]
                - 805 * w[at + 8]
                + 362 * w[at + 6]
                - 156 * w[at + 4]
                + 53 * w[at + 2]
                - 11 * w[at];
    }

    /** Ends a block of {@code pairs}. */
    void advance(int pairs) {
        System.arraycopy(window, 2 * pairs, window, 0, PAST);
    }

    void reset() {
        Arrays.fill(window, 0);
    }
}
