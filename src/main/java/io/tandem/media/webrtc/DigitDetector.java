package io.tandem.media.webrtc;

import io.tandem.media.Audio;

/**
 * Hears digits as tones (ITU-T Q.23, Q.24): the library plays RFC 4733 events of the peer into the audio, sometimes over it and shorter than
 * they were, and tells them in no other way. Looks every 10 ms at the last 20 ms. A digit comes, once, with the second look that shows
 * it, if the last 40 ms show it too; three looks that do not show it end it. Single-threaded, allocates nothing.
 */
final class DigitDetector {
    static final char NONE = 0;

    private static final String DIGITS = "123A456B789C*0#D";
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final int HOP = Audio.SAMPLE_RATE / 100;
    private static final int SHORT = 2 * HOP;
    private static final int LONG = 4 * HOP;
    private static final int LOOKS = 2;
    private static final int MISSES = 3;

    /** −46 dBFS; the standard asks for −25 dBm and up. */
    private static final double LEAST_POWER = 160.0 * 160.0;

    /** Of all power that both tones must have. Speech puts its power into more than two places. */
    private static final double LEAST_SHARE = 0.75;

    /** The same of the long window, where other sound may still be at the edges. */
    private static final double LEAST_LONG_SHARE = 0.6;

    /** Between the tones of a digit, 8 dB; Q.24 allows 4 to 8 dB. */
    private static final double MOST_TWIST = 6.3;

    /** Of a tone over its neighbours, 6 dB. */
    private static final double LEAST_LEAD = 4;

    private final Goertzel[] rows = filters(ROWS);
    private final Goertzel[] columns = filters(COLUMNS);
    private final short[] window = new short[LONG + HOP];
    private char candidate;
    private int looks;
    private int misses;
    private boolean told;

    /** Takes 20 ms; answers the digit that is recognised with it, or {@link #NONE}. */
    char accept(short[] pcm) {
        int kept = window.length - Audio.FRAME_SAMPLES;
        System.arraycopy(window, Audio.FRAME_SAMPLES, window, 0, kept);
        System.arraycopy(pcm, 0, window, kept, Audio.FRAME_SAMPLES);
        char first = look(window.length - HOP);
        char second = look(window.length);
        return first == NONE ? second : first;
    }

    /** Whether what was taken last is part of a digit, or may be. */
    boolean hearsTone() {
        return candidate != NONE;
    }

    private char look(int end) {
        char seen = digit(end, SHORT, LEAST_SHARE);
        if (seen == NONE || candidate != NONE && seen != candidate) {
            misses++;
            if (misses >= MISSES) {
                candidate = NONE;
            }
            return NONE;
        }
        if (candidate == NONE) {
            candidate = seen;
            looks = 0;
            told = false;
        }
        misses = 0;
        looks++;
        if (told || looks < LOOKS || digit(end, LONG, LEAST_LONG_SHARE) != seen) {
            return NONE;
        }
        told = true;
        return seen;
    }

    /** The digit of the {@code count} samples before {@code end}. */
    private char digit(int end, int count, double leastShare) {
        int start = end - count;
        double total = Goertzel.total(window, start, count);
        if (total < LEAST_POWER) {
            return NONE;
        }
        int row = strongest(rows, start, count);
        int column = strongest(columns, start, count);
        double rowPower = rows[row].power(window, start, count);
        double columnPower = columns[column].power(window, start, count);
        boolean clear = rowPower + columnPower >= leastShare * total
                && rowPower <= MOST_TWIST * columnPower
                && columnPower <= MOST_TWIST * rowPower
                && leads(rows, row, rowPower, start, count)
                && leads(columns, column, columnPower, start, count);
        return clear ? DIGITS.charAt(ROWS.length * row + column) : NONE;
    }

    private int strongest(Goertzel[] group, int start, int count) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < group.length; i++) {
            double power = group[i].power(window, start, count);
            if (power > most) {
                most = power;
                best = i;
            }
        }
        return best;
    }

    private boolean leads(Goertzel[] group, int best, double power, int start, int count) {
        for (int i = 0; i < group.length; i++) {
            if (i != best && group[i].power(window, start, count) * LEAST_LEAD > power) {
                return false;
            }
        }
        return true;
    }

    private static Goertzel[] filters(double[] hertz) {
        Goertzel[] filters = new Goertzel[hertz.length];
        for (int i = 0; i < hertz.length; i++) {
            filters[i] = new Goertzel(hertz[i], Audio.SAMPLE_RATE);
        }
        return filters;
    }
}
