package io.tandem.media.file;

/** Audio that cannot be decoded; the message holds the offending value and what was expected. */
public final class AudioFormatException extends Exception {
    private static final long serialVersionUID = 1;

    AudioFormatException(String what, Object offending, String expected) {
        super(what + ": " + offending + " (expected: " + expected + ")");
    }
}
