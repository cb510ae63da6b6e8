package io.tandem.frontend.sip;

import io.tandem.call.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the wait for the ACK of a 2xx stands (RFC 3261 §13.3.1.4): the 2xx goes out again after T1, doubling to T2, and is given up
 * 64·T1 after it was first sent. As a message: the interval has passed.
 *
 * @param interval until the 2xx goes out again
 * @param remaining until it is given up, from the beginning of the interval
 */
record AckWait(Duration interval, Duration remaining) implements Transport.Internal {

    /** Right after the 2xx was sent first. */
    static AckWait first(LegWire wire) {
        return new AckWait(wire.t1(), wire.timeout());
    }

    /** The next interval, or null when the ACK is waited for no longer. */
    @Nullable
    AckWait next(LegWire wire) {
        Duration left = remaining.minus(interval);
        if (left.isZero() || left.isNegative()) {
            return null;
        }
        return new AckWait(shorter(left, shorter(interval.multipliedBy(2), wire.t2())), left);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
