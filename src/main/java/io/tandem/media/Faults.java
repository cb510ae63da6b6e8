package io.tandem.media;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Catches what the guests of one session (sources, taps, listeners, its endpoint) throw: counted, and logged once a session. */
final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);
    private static final LongAdder TOTAL = new LongAdder();

    private boolean logged;

    /** Faults of all sessions since the start. */
    static long total() {
        return TOTAL.sum();
    }

    /** Runs {@code work}; answers whether it went well. */
    boolean guard(String guest, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            caught(guest, e);
            return false;
        }
    }

    void caught(String guest, RuntimeException fault) {
        TOTAL.increment();
        if (!logged) {
            logged = true;
            log.error("A {} of a media session failed; it is left out and the session goes on", guest, fault);
        }
    }
}
