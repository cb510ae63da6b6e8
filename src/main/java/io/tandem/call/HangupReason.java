package io.tandem.call;

/** Why a call ended, in the words of the active-call protocol; {@link #OTHER} carries free text beside it. */
public enum HangupReason {
    BY_CALLER("ByCaller"),
    BY_CALLEE("ByCallee"),
    BY_REFER("ByRefer"),
    BY_SYSTEM("BySystem"),
    AUTOHANGUP("Autohangup"),
    INACTIVITY_TIMEOUT("InactivityTimeout"),
    NO_ANSWER("NoAnswer"),
    SERVER_UNAVAILABLE("ServerUnavailable"),
    CANCELED("Canceled"),
    REJECTED("Rejected"),
    FAILED("Failed"),
    OTHER("Other");

    private final String protocolName;

    HangupReason(String protocolName) {
        this.protocolName = protocolName;
    }

    public String protocolName() {
        return protocolName;
    }
}
