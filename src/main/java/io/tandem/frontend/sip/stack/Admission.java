package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.settings.TrunkTable;
import io.tandem.frontend.sip.stack.SipCounters.Refusal;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Decides which requests outside dialogs are let in, before anything is built for them (profile rows 3.15, 3.17, 7). Thread-safe. */
public final class Admission {

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It is let in. */
        record Pass() implements Verdict {}

        /** Nothing is answered. */
        record Drop() implements Verdict {}

        /** It is answered without a transaction; {@code retryAfter} in seconds, 0 for none. */
        record Refuse(int status, int retryAfter) implements Verdict {}
    }

    private static final Verdict PASS = new Verdict.Pass();
    private static final Verdict DROP = new Verdict.Drop();
    private static final int REMEMBERED_SOURCES = 10_000;
    private static final int REMEMBERED_BRANCHES = 20_000;

    private final SipSettings settings;
    private final TrunkTable trunks;
    private final SipCounters counters;
    private final BooleanSupplier overloaded;
    private final LongSupplier nanoClock;
    private final TokenBucket calls;
    private final Map<String, TokenBucket> callsOfTrunk = new HashMap<>();
    private final BoundedMemory<InetAddress, TokenBucket> requestsOfSource = new BoundedMemory<>(REMEMBERED_SOURCES);
    private final BoundedMemory<String, Boolean> admitted = new BoundedMemory<>(REMEMBERED_BRANCHES);
    private volatile boolean draining;

    /** @param overloaded whether media runs late */
    public Admission(SipSettings settings, SipCounters counters, BooleanSupplier overloaded, LongSupplier nanoClock) {
        this.settings = settings;
        this.trunks = new TrunkTable(settings.trunks());
        this.counters = counters;
        this.overloaded = overloaded;
        this.nanoClock = nanoClock;
        this.calls = new TokenBucket(settings.limits().callsPerSecond(), nanoClock);
        settings.trunks()
                .forEach(trunk -> callsOfTrunk.put(trunk.name(), new TokenBucket(trunk.callsPerSecond(), nanoClock)));
    }

    /** Refuse new calls from now on. */
    public void drain() {
        draining = true;
    }

    /** Seconds for a Retry-After header, drawn at random so that refused peers do not come back all at once. */
    public int retryAfter() {
        long min = settings.limits().retryAfterMin().toSeconds();
        long max = settings.limits().retryAfterMax().toSeconds();
        return (int) (min >= max ? min : ThreadLocalRandom.current().nextLong(min, max + 1));
    }

    Verdict judge(SIPRequest request, InetAddress source) {
        String method = request.getMethod();
        if (request.hasToTag() || method.equals(Request.ACK) || method.equals(Request.CANCEL)) {
            return PASS;
        }
        Trunk trunk = trunks.of(source).orElse(null);
        if (trunk == null) {
            Verdict verdict = judgeStranger(request, source);
            if (verdict != PASS) {
                return verdict;
            }
        }
        return switch (method) {
            case Request.INVITE -> judgeCall(request, trunk);
            case Request.OPTIONS -> judgePing();
            default -> PASS;
        };
    }

    /** An OPTIONS is answered as an INVITE would be (RFC 3261 §11). */
    private Verdict judgePing() {
        Refusal busy = busy();
        return busy == null ? PASS : refuse(busy);
    }

    private Verdict judgeStranger(SIPRequest request, InetAddress source) {
        if (settings.unknownSources() == UnknownSources.DROP) {
            counters.refused(Refusal.UNKNOWN_SOURCE);
            return DROP;
        }
        if (isScanner(request)) {
            counters.refused(Refusal.SCANNER);
            return DROP;
        }
        int rate = settings.limits().requestsPerSecondPerSource();
        if (!requestsOfSource
                .computeIfAbsent(source, key -> new TokenBucket(rate, nanoClock))
                .take()) {
            counters.refused(Refusal.SOURCE_RATE);
            return DROP;
        }
        if (settings.unknownSources() == UnknownSources.REJECT) {
            counters.refused(Refusal.UNKNOWN_SOURCE);
            return new Verdict.Refuse(403, 0);
        }
        return PASS;
    }

    private Verdict judgeCall(SIPRequest request, @Nullable Trunk trunk) {
        // A retransmission of what was let in belongs to a transaction that exists; refusing it would answer twice.
        String transaction = request.getTransactionId();
        if (admitted.get(transaction) != null) {
            return PASS;
        }
        Refusal why = full(trunk);
        if (why != null) {
            return refuse(why);
        }
        admitted.put(transaction, true);
        return PASS;
    }

    private @Nullable Refusal full(@Nullable Trunk trunk) {
        Refusal busy = busy();
        if (busy != null) {
            return busy;
        }
        if (settings.limits().calls() > 0
                && counters.legs() >= settings.limits().calls()) {
            return Refusal.CALLS;
        }
        if (trunk != null && trunk.maxCalls() > 0 && counters.callsOf(trunk.name()) >= trunk.maxCalls()) {
            return Refusal.TRUNK_CALLS;
        }
        if (trunk != null && !bucketOf(trunk).take()) {
            return Refusal.TRUNK_CALL_RATE;
        }
        return calls.take() ? null : Refusal.CALL_RATE;
    }

    private TokenBucket bucketOf(Trunk trunk) {
        return Objects.requireNonNull(callsOfTrunk.get(trunk.name()));
    }

    private @Nullable Refusal busy() {
        return draining ? Refusal.DRAINING : overloaded.getAsBoolean() ? Refusal.OVERLOAD : null;
    }

    private Verdict refuse(Refusal why) {
        counters.refused(why);
        return new Verdict.Refuse(503, retryAfter());
    }

    private boolean isScanner(SIPRequest request) {
        if (!(request.getHeader(UserAgentHeader.NAME) instanceof UserAgentHeader agent)) {
            return false;
        }
        String text = String.valueOf(agent).toLowerCase(Locale.ROOT);
        return settings.limits().scanners().stream().anyMatch(part -> text.contains(part.toLowerCase(Locale.ROOT)));
    }
}
