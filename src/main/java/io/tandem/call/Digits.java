package io.tandem.call;

import java.time.Duration;

/**
 * Keys to be pressed on the far end's behalf, one after the other.
 *
 * @param text keys 0–9 * # A–D and the pauses `,` (2 s) and `w` (0.5 s); not empty
 * @param duration of one tone
 * @param gap between two tones
 * @param info by SIP INFO even where the audio could carry them (RFC 4733)
 */
public record Digits(String text, Duration duration, Duration gap, boolean info) {

    /** The keys, in the order of their numbers in RFC 4733. */
    public static final String KEYS = "0123456789*#ABCD";

    private static final int LONG_PAUSE_MILLIS = 2000;
    private static final int SHORT_PAUSE_MILLIS = 500;

    /** For the audio: the number of each event, and each pause as its negative length in milliseconds. */
    public int[] steps() {
        return text.chars()
                .map(symbol -> pauseMillis((char) symbol) > 0 ? -pauseMillis((char) symbol) : KEYS.indexOf(symbol))
                .toArray();
    }

    /** How long a pause lasts in milliseconds; 0 for a key. */
    public static int pauseMillis(char symbol) {
        return symbol == ',' ? LONG_PAUSE_MILLIS : symbol == 'w' ? SHORT_PAUSE_MILLIS : 0;
    }
}
