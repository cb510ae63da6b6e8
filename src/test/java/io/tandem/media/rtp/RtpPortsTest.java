package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RtpPortsTest {
    private final AtomicLong now = new AtomicLong();

    private RtpPorts ports(int start, int end) {
        return new RtpPorts(InetAddress.getLoopbackAddress(), start, end, 2_000, now::get);
    }

    @Test
    void bindsAnEvenPortAndTheNext() throws Exception {
        RtpPorts ports = ports(20_001, 29_999);
        RtpPorts.Pair pair = ports.open().orElseThrow();
        int port = pair.address().getPort();
        assertThat(port).isEven().isGreaterThan(20_001);
        assertThat(pair.rtcp().getLocalAddress())
                .isEqualTo(new InetSocketAddress(pair.address().getAddress(), port + 1));
        ports.close(pair);
        assertThat(pair.rtp().isOpen()).isFalse();
        assertThat(pair.rtcp().isOpen()).isFalse();
    }

    @Test
    void letsAClosedPairRest() {
        RtpPorts wide = ports(20_000, 29_999);
        RtpPorts.Pair free = wide.open().orElseThrow();
        int port = free.address().getPort();
        wide.close(free);
        RtpPorts ports = ports(port, port + 1);
        RtpPorts.Pair pair = ports.open().orElseThrow();
        assertThat(ports.open()).isEmpty();
        ports.close(pair);
        now.set(1_999);
        assertThat(ports.open()).isEmpty();
        assertThat(ports.inUse()).isZero();
        now.set(2_000);
        RtpPorts.Pair again = ports.open().orElseThrow();
        ports.close(again);
    }

    @Test
    void passesOverAPortThatSomebodyElseHolds() {
        RtpPorts others = ports(20_000, 29_999);
        RtpPorts.Pair taken = others.open().orElseThrow();
        int port = taken.address().getPort();
        RtpPorts ports = ports(port, port + 1);
        assertThat(ports.open()).isEmpty();
        assertThat(ports.inUse()).isZero();
        others.close(taken);
    }

    @Test
    void letsThroughNoMoreThanTheLimitOfAFlood() {
        FloodGate gate = new FloodGate(200);
        int through = 0;
        for (int i = 0; i < 50_000; i++) {
            through += gate.admit(i * 20_000L) ? 1 : 0;
        }
        assertThat(through).isBetween(390, 410);
        assertThat(gate.dropped()).isEqualTo(50_000 - through);
    }
}
