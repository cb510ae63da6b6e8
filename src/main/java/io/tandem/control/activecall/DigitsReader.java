package io.tandem.control.activecall;

import io.tandem.call.Command;
import io.tandem.call.Digits;
import io.tandem.control.activecall.JsonShape.Mismatch;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the commands that carry keys. */
final class DigitsReader {
    private static final int MAX_DIGITS = 64;
    private static final Pattern WANTED = Pattern.compile("[0-9*#A-D,w]{1," + MAX_DIGITS + "}");
    private static final int DURATION_MILLIS = 160;
    private static final int GAP_MILLIS = 40;

    /** Shorter tones are missed by many receivers (ITU-T Q.24); longer ones hold up the commands behind. */
    private static final int MIN_MILLIS = 40;

    private static final int MAX_MILLIS = 1000;

    private DigitsReader() {}

    static Command dtmf(JsonShape fields) throws Mismatch {
        String digit = fields.requiredText("digit");
        if (digit.length() != 1 || Digits.KEYS.indexOf(digit.charAt(0)) < 0) {
            throw new Mismatch("digit: " + Excerpt.of(digit) + " (expected: one of 0 to 9, *, #, A to D)");
        }
        return new Command.Dtmf(digit.charAt(0));
    }

    static Command sendDtmf(JsonShape fields) throws Mismatch {
        String digits = fields.requiredText("digits");
        if (!WANTED.matcher(digits).matches()) {
            throw new Mismatch("digits: " + Excerpt.of(digits) + " (expected: 1 to " + MAX_DIGITS
                    + " of 0 to 9, *, #, A to D, and the pauses `,` and `w`)");
        }
        String method = fields.text("method");
        if (method != null && !method.equals("info")) {
            throw new Mismatch("method: " + Excerpt.of(method) + " (expected: info, or none for what was agreed)");
        }
        return new Command.SendDtmf(new Digits(
                digits,
                millis(fields, DURATION_MILLIS, "durationMs"),
                millis(fields, GAP_MILLIS, "gapMs"),
                method != null));
    }

    private static Duration millis(JsonShape fields, int absent, String name) throws Mismatch {
        long millis = fields.unsigned(absent, name);
        if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
            throw new Mismatch(
                    name + ": " + millis + " (expected: " + MIN_MILLIS + " to " + MAX_MILLIS + " milliseconds)");
        }
        return Duration.ofMillis(millis);
    }
}
