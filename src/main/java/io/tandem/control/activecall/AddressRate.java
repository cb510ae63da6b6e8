package io.tandem.control.activecall;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most so many requests a minute of one address. Remembers the addresses that asked last, a bounded number. Thread-safe. */
final class AddressRate {
    private static final int ADDRESSES = 10_000;
    private static final long MINUTE_MILLIS = 60_000;

    private record Window(long start, int requests) {}

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    AddressRate(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts a request; false when it is one too many. */
    synchronized boolean admits(String address) {
        long now = clock.millis();
        Window last = windows.get(address);
        Window next = last == null || now - last.start() >= MINUTE_MILLIS
                ? new Window(now, 1)
                : new Window(last.start(), Math.min(last.requests() + 1, perMinute + 1));
        windows.put(address, next);
        return next.requests() <= perMinute;
    }
}
