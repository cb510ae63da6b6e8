package io.tandem.frontend.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.OutboundSettings;
import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.settings.SipSettings.Limits;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.Admission.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Trunk TRUNK = new Trunk("carrier", List.of(Cidr.parse("198.51.100.0/24")), false, 1, 0, null);
    private static final InetAddress STRANGER = address("203.0.113.9");
    private static final InetAddress CARRIER = address("198.51.100.9");

    private final SipCounters counters = new SipCounters();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean overloaded = new AtomicBoolean();
    private int branch;

    @Test
    void letsACallInAndItsRetransmissionToo() {
        Admission admission = admission(UnknownSources.ALLOW, 1, 100);
        var invite = SipMessages.request("INVITE", "", "");
        assertThat(admission.judge(invite, STRANGER)).isInstanceOf(Verdict.Pass.class);
        assertThat(admission.judge(invite, STRANGER)).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void refusesCallsBeyondTheRateUntilTimePasses() {
        Admission admission = admission(UnknownSources.ALLOW, 2, 100);
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Pass.class);
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Pass.class);
        assertThat(invite(admission, STRANGER)).isInstanceOfSatisfying(Verdict.Refuse.class, refuse -> {
            assertThat(refuse.status()).isEqualTo(503);
            assertThat(refuse.retryAfter()).isBetween(5, 30);
        });
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Pass.class);
        assertThat(counters.snapshot().refused()).containsEntry("call-rate", 1L);
    }

    @Test
    void refusesCallsBeyondTheTrunksOwnLimit() {
        Admission admission = admission(UnknownSources.REJECT, 100, 100);
        counters.legStarted("carrier");
        assertThat(invite(admission, CARRIER)).isInstanceOf(Verdict.Refuse.class);
        counters.legEnded("carrier");
        assertThat(invite(admission, CARRIER)).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void treatsUnknownSourcesAsConfigured() {
        assertThat(invite(admission(UnknownSources.REJECT, 9, 9), STRANGER)).isEqualTo(new Verdict.Refuse(403, 0));
        assertThat(invite(admission(UnknownSources.DROP, 9, 9), STRANGER)).isInstanceOf(Verdict.Drop.class);
    }

    @Test
    void dropsScannersAndFloods() {
        Admission admission = admission(UnknownSources.ALLOW, 9, 1);
        var scan = SipMessages.request("OPTIONS", "User-Agent: Friendly-Scanner v1\r\n", "");
        assertThat(admission.judge(scan, STRANGER)).isInstanceOf(Verdict.Drop.class);
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Pass.class);
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Drop.class);
    }

    @Test
    void refusesNewCallsAndPingsWhenLateOrDraining() {
        Admission admission = admission(UnknownSources.ALLOW, 9, 9);
        overloaded.set(true);
        assertThat(invite(admission, STRANGER)).isInstanceOf(Verdict.Refuse.class);
        overloaded.set(false);
        admission.drain();
        assertThat(admission.judge(SipMessages.request("OPTIONS", "", ""), STRANGER))
                .isInstanceOf(Verdict.Refuse.class);
        assertThat(admission.judge(SipMessages.request("CANCEL", "", ""), STRANGER))
                .isInstanceOf(Verdict.Pass.class);
    }

    private Verdict invite(Admission admission, InetAddress source) {
        return admission.judge(SipMessages.request("INVITE", "X-Try: " + branch++ + "\r\n", ""), source);
    }

    private Admission admission(UnknownSources unknown, int callsPerSecond, int requestsPerSecond) {
        Limits limits = new Limits(
                10,
                callsPerSecond,
                requestsPerSecond,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                List.of("friendly-scanner"));
        SipSettings settings = new SipSettings(
                "127.0.0.1",
                0,
                List.of("udp"),
                "",
                "Tandem",
                Duration.ofSeconds(60),
                true,
                unknown,
                1,
                1 << 20,
                1 << 16,
                Duration.ofMillis(500),
                limits,
                List.of(TRUNK),
                List.of(),
                new OutboundSettings(DirectUris.NONE, Duration.ofSeconds(60), 0, List.of()));
        return new Admission(settings, counters, overloaded::get, nanos::get);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
