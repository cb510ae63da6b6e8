package io.tandem.http.socket;

/** The largest messages of a socket in bytes; larger ones are read away and reported. */
public record SocketLimits(int text, int binary) {

    int largest() {
        return Math.max(text, binary);
    }
}
