package io.tandem.phone;

import java.util.concurrent.ExecutionException;

/** A call that could not be made; the message says what was tried and what happened, for a person. */
public final class PhoneException extends Exception {
    private static final long serialVersionUID = 1;

    PhoneException(String message) {
        super(message);
    }

    PhoneException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What made a waited-for step fail, in words. */
    static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause == null) {
            return failed.toString();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
