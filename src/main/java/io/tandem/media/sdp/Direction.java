package io.tandem.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** The direction of a media stream, as seen by the side that wrote it (RFC 8866 §6.7). */
enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    boolean sends() {
        return sends;
    }

    boolean receives() {
        return receives;
    }

    /** The widest answer to it (RFC 3264 §6.1). */
    Direction answer() {
        return of(receives, sends);
    }

    /** The same without receiving. */
    Direction held() {
        return of(sends, false);
    }

    /** Name of its attribute. */
    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The direction that one level of a description states. */
    static Optional<Direction> stated(Attributes attributes) {
        for (Attributes.Attribute attribute : attributes.list()) {
            for (Direction direction : values()) {
                if (direction.attribute().equals(attribute.name())) {
                    return Optional.of(direction);
                }
            }
        }
        return Optional.empty();
    }

    private static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }
}
