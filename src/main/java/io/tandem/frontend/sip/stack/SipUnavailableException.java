package io.tandem.frontend.sip.stack;

/** The SIP side could not start: an address in use, or one that is not of this machine. */
public final class SipUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public SipUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
