package io.tandem.call;

/** The kind of a call's own leg, with its name in listings and records. */
public enum CallType {
    SIP("sip"),
    WEB_SOCKET("webSocket"),
    WEBRTC("webrtc"),
    B2BUA("b2bua");

    private final String protocolName;

    CallType(String protocolName) {
        this.protocolName = protocolName;
    }

    public String protocolName() {
        return protocolName;
    }
}
