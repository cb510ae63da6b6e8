package io.tandem.media.webrtc;

/** A session description or candidate that cannot be used; the message names what is wrong and what was expected. */
public final class OfferException extends Exception {
    private static final long serialVersionUID = 1;

    OfferException(String message) {
        super(message, null, false, false);
    }
}
