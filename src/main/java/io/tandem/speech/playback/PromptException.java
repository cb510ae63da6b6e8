package io.tandem.speech.playback;

/** A prompt that cannot be played; the message is for the controller. */
final class PromptException extends Exception {
    private static final long serialVersionUID = 1;

    PromptException(String message) {
        super(message);
    }

    PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
