package io.tandem.media.rtp;

/** Finds the distance at which a signal repeats itself best (average magnitude difference), for seams that are not heard. */
final class PitchLag {
    /** Samples that are compared. */
    static final int WINDOW = 80;

    private static final int STEP = 2;

    private PitchLag() {}

    /**
     * The distance in {@code [min, max]} at which the samples look most like those from {@code at}; looks back when
     * {@code direction} is -1, ahead when 1.
     */
    static int find(short[] pcm, int at, int direction, int min, int max) {
        int best = min;
        long least = Long.MAX_VALUE;
        for (int lag = min; lag <= max; lag++) {
            int other = at + direction * lag;
            long difference = 0;
            for (int i = 0; i < WINDOW; i += STEP) {
                difference += Math.abs(pcm[at + i] - pcm[other + i]);
            }
            if (difference < least) {
                least = difference;
                best = lag;
            }
        }
        return best;
    }
}
