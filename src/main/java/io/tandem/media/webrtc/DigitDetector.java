package io.tandem.media.webrtc;

import io.tandem.media.Audio;

/**
 * Hears digits as tones (ITU-T Q.23, Q.24): the library plays RFC 4733 events of the peer into the audio and tells them in no other way.
 * Looks every 20 ms at the last 40 ms. A digit comes at the second look that shows it, once, however long it lasts; a pause of 40 ms
 * ends it. Single-threaded, allocates nothing.
 */
final class DigitDetector {
    static final char NONE = 0;

    private static final String DIGITS = "123A456B789C*0#D";
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final int LOOKS = 2;

    /** −46 dBFS; the standard asks for −25 dBm and up. */
    private static final double LEAST_POWER = 160.0 * 160.0;

    /** Of all power that both tones must have. Speech puts its power into more than two places: it stays well below. */
    private static final double LEAST_SHARE = 0.8;

    /** Between the tones of a digit, 8 dB; Q.24 allows 4 to 8 dB. */
    private static final double MOST_TWIST = 6.3;

    /** Of a tone over its neighbours, 6 dB. */
    private static final double LEAST_LEAD = 4;

    /** A slot with less than this part of the tone's power is a pause. */
    private static final double PAUSE = 0.2;

    private final Goertzel[] rows = filters(ROWS);
    private final Goertzel[] columns = filters(COLUMNS);
    private final short[] window = new short[2 * Audio.FRAME_SAMPLES];
    private char candidate;
    private int looks;
    private boolean told;
    private double tonePower;

    /** Takes 20 ms; answers the digit that is recognised with it, or {@link #NONE}. */
    char accept(short[] pcm) {
        System.arraycopy(window, Audio.FRAME_SAMPLES, window, 0, Audio.FRAME_SAMPLES);
        System.arraycopy(pcm, 0, window, Audio.FRAME_SAMPLES, Audio.FRAME_SAMPLES);
        double slotPower = Goertzel.total(pcm, 0, Audio.FRAME_SAMPLES);
        char seen = slotPower < Math.max(LEAST_POWER, tonePower * PAUSE) ? NONE : look();
        if (seen == NONE) {
            forget();
            return NONE;
        }
        if (seen != candidate) {
            forget();
            candidate = seen;
        }
        tonePower = Math.max(tonePower, slotPower);
        looks++;
        if (looks < LOOKS || told) {
            return NONE;
        }
        told = true;
        return seen;
    }

    /** Whether what was taken last is part of a digit, or may be. */
    boolean hearsTone() {
        return candidate != NONE;
    }

    private void forget() {
        candidate = NONE;
        looks = 0;
        told = false;
        tonePower = 0;
    }

    private char look() {
        double total = Goertzel.total(window, 0, window.length);
        int row = -1;
        int column = -1;
        double rowPower = 0;
        double columnPower = 0;
        double nextRow = 0;
        double nextColumn = 0;
        for (int i = 0; i < ROWS.length; i++) {
            double power = rows[i].power(window, 0, window.length);
            if (power > rowPower) {
                nextRow = rowPower;
                rowPower = power;
                row = i;
            } else {
                nextRow = Math.max(nextRow, power);
            }
            power = columns[i].power(window, 0, window.length);
            if (power > columnPower) {
                nextColumn = columnPower;
                columnPower = power;
                column = i;
            } else {
                nextColumn = Math.max(nextColumn, power);
            }
        }
        boolean clear = rowPower + columnPower >= LEAST_SHARE * total
                && rowPower <= MOST_TWIST * columnPower
                && columnPower <= MOST_TWIST * rowPower
                && rowPower >= LEAST_LEAD * nextRow
                && columnPower >= LEAST_LEAD * nextColumn;
        return clear ? DIGITS.charAt(4 * row + column) : NONE;
    }

    private static Goertzel[] filters(double[] hertz) {
        Goertzel[] filters = new Goertzel[hertz.length];
        for (int i = 0; i < hertz.length; i++) {
            filters[i] = new Goertzel(hertz[i], Audio.SAMPLE_RATE);
        }
        return filters;
    }
}
