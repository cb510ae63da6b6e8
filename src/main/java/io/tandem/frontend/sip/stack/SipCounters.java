package io.tandem.frontend.sip.stack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters behind {@link SipLoad}. Thread-safe. */
public final class SipCounters {

    /** Why a request was turned away. */
    public enum Refusal {
        MALFORMED,
        SCANNER,
        UNKNOWN_SOURCE,
        SOURCE_RATE,
        CALLS,
        CALL_RATE,
        TRUNK_CALLS,
        TRUNK_CALL_RATE,
        OVERLOAD,
        DRAINING,
        PORTS
    }

    private final AtomicInteger legs = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();
    private final LongAdder retransmissions = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, Integer> trunks = new ConcurrentHashMap<>();

    /** A call of {@code trunk} (null = of none) begins. */
    public void legStarted(@Nullable String trunk) {
        legs.incrementAndGet();
        if (trunk != null) {
            trunks.merge(trunk, 1, Integer::sum);
        }
    }

    public void legEnded(@Nullable String trunk) {
        legs.decrementAndGet();
        if (trunk != null) {
            trunks.computeIfPresent(trunk, (name, calls) -> calls > 1 ? calls - 1 : null);
        }
    }

    public void retransmitted() {
        retransmissions.increment();
    }

    public void refused(Refusal why) {
        refused.computeIfAbsent(why, key -> new LongAdder()).increment();
    }

    void transactionStarted() {
        transactions.incrementAndGet();
    }

    void transactionEnded() {
        transactions.decrementAndGet();
    }

    int legs() {
        return legs.get();
    }

    public int callsOf(String trunk) {
        return trunks.getOrDefault(trunk, 0);
    }

    /** The figures now. */
    public SipLoad snapshot() {
        Map<String, Long> reasons = new HashMap<>();
        refused.forEach(
                (why, count) -> reasons.put(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), count.sum()));
        return new SipLoad(
                legs.get(), transactions.get(), retransmissions.sum(), Map.copyOf(reasons), Map.copyOf(trunks));
    }
}
