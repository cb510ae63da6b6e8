package io.tandem.speech.vad;

/** A model that cannot be used here; the message says why, for people. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
        super(message);
    }
}
