package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LatchTest {
    private static final InetSocketAddress SDP = new InetSocketAddress("10.0.0.1", 4000);
    private static final InetSocketAddress REAL = new InetSocketAddress("203.0.113.5", 50_000);
    private static final InetSocketAddress INJECTOR = new InetSocketAddress("203.0.113.66", 666);
    private static final long SECOND = 1_000_000_000;

    private static boolean offer(Latch latch, InetSocketAddress source, int sequence, long now) {
        return latch.accept(source, Packets.packet(0, sequence, 0, 7, new byte[160]), true, now);
    }

    @Test
    void takesAnotherSourceAfterThreePacketsInSequence() {
        Latch latch = new Latch(SDP, true);
        assertThat(offer(latch, REAL, 65_534, 0)).isFalse();
        assertThat(offer(latch, REAL, 65_535, 0)).isFalse();
        assertThat(latch.remote()).isEqualTo(SDP);
        assertThat(offer(latch, REAL, 0, 0)).isTrue();
        assertThat(latch.remote()).isEqualTo(REAL);
        assertThat(latch.settled()).isTrue();
        assertThat(offer(latch, INJECTOR, 1, 0)).isFalse();
        assertThat(latch.strangers()).isEqualTo(3);
    }

    @Test
    void wantsPacketsInSequenceWithAnAgreedPayloadType() {
        Latch latch = new Latch(SDP, true);
        offer(latch, REAL, 1, 0);
        offer(latch, REAL, 3, 0);
        offer(latch, REAL, 4, 0);
        assertThat(latch.settled()).isFalse();
        assertThat(latch.accept(REAL, Packets.packet(77, 5, 0, 7, new byte[160]), false, 0))
                .isFalse();
        assertThat(offer(latch, REAL, 6, 0)).isFalse();
        assertThat(latch.settled()).isFalse();
    }

    @Test
    void keepsTheSignalledAddressWhenNobodyElseProvedItselfInFiveSeconds() {
        Latch latch = new Latch(SDP, true);
        assertThat(offer(latch, SDP, 1, 0)).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(offer(latch, INJECTOR, i, 5 * SECOND + i)).isFalse();
        }
        assertThat(latch.remote()).isEqualTo(SDP);
    }

    @Test
    void settlesOnTheSignalledAddressWhenItTalksFirst() {
        Latch latch = new Latch(SDP, true);
        for (int i = 0; i < 3; i++) {
            assertThat(offer(latch, SDP, i, 0)).isTrue();
        }
        for (int i = 0; i < 5; i++) {
            assertThat(offer(latch, INJECTOR, i, 0)).isFalse();
        }
        assertThat(latch.settled()).isTrue();
    }

    @Test
    void waitsForPacketsWhenNoAddressIsKnown() {
        Latch latch = new Latch(null, true);
        assertThat(latch.remote()).isNull();
        offer(latch, REAL, 1, 0);
        offer(latch, REAL, 9, 6 * SECOND);
        offer(latch, REAL, 10, 6 * SECOND);
        assertThat(offer(latch, REAL, 11, 6 * SECOND)).isTrue();
        assertThat(latch.remote()).isEqualTo(REAL);
    }

    @Test
    void neverTakesAnotherSourceWhenThatIsNotAllowed() {
        Latch latch = new Latch(SDP, false);
        for (int i = 0; i < 10; i++) {
            assertThat(offer(latch, REAL, i, 0)).isFalse();
        }
        assertThat(offer(latch, SDP, 1, 0)).isTrue();
    }
}
