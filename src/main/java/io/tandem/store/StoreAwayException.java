package io.tandem.store;

/** The records cannot be had now; the message says why and is fit for an operator. */
public final class StoreAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreAwayException(String message) {
        super(message);
    }
}
