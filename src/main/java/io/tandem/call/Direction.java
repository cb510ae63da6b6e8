package io.tandem.call;

/** Which way a call was set up, with its name in listings and records. */
public enum Direction {
    /** The far end called this server by its signalling. */
    INBOUND("inbound"),
    /** This server calls out. */
    OUTBOUND("outbound"),
    /** A client of this server's own API brought its audio along. */
    LOCAL("local");

    private final String protocolName;

    Direction(String protocolName) {
        this.protocolName = protocolName;
    }

    public String protocolName() {
        return protocolName;
    }
}
