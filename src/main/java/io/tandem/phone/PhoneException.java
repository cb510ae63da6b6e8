package io.tandem.phone;

/** A call that could not be made; the message says what was tried and what happened, for a person. */
public final class PhoneException extends Exception {
    private static final long serialVersionUID = 1;

    PhoneException(String message) {
        super(message);
    }

    PhoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
