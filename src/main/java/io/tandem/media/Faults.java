package io.tandem.media;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Catches what the guests of one session (sources, taps, listeners, its endpoint) throw: counted, and logged once a session. */
final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private int count;

    /** Says at the end of a session how often its guests failed, when that was more than what the log shows already. */
    void summarise() {
        if (count > 1) {
            log.error("Guests of the media session that ended failed {} times", count);
        }
    }

    /** Runs {@code work}; answers whether it went well. */
    boolean guard(String guest, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException | Error e) {
            caught(guest, e);
            return false;
        }
    }

    void caught(String guest, Throwable fault) {
        if (count++ == 0) {
            log.error("Guest of a media session failed: {}; it is left out and the session goes on", guest, fault);
        }
    }
}
