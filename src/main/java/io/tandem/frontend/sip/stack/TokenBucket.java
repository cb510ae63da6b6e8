package io.tandem.frontend.sip.stack;

import java.util.function.LongSupplier;

/** A rate limit that allows a burst of one second. Thread-safe. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double rate;
    private final LongSupplier nanoClock;
    private double tokens;
    private long updated;

    /** @param rate tokens a second; 0 = no limit */
    TokenBucket(int rate, LongSupplier nanoClock) {
        this.rate = rate;
        this.nanoClock = nanoClock;
        this.tokens = rate;
        this.updated = nanoClock.getAsLong();
    }

    /** Takes a token if there is one. */
    synchronized boolean take() {
        if (rate == 0) {
            return true;
        }
        long now = nanoClock.getAsLong();
        tokens = Math.min(rate, tokens + (now - updated) / NANOS * rate);
        updated = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
