package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaWatchTest {
    private static final long SECOND = 1_000_000_000;

    private final MediaWatch watch = new MediaWatch(30 * SECOND, 10 * SECOND);

    @Test
    void noticesThatTheFirstPacketDoesNotCome() {
        watch.expect(true, 5 * SECOND);
        assertThat(watch.check(14 * SECOND)).isZero();
        assertThat(watch.check(15 * SECOND)).isEqualTo(10_000);
        assertThat(watch.check(60 * SECOND)).isZero();
    }

    @Test
    void noticesSilenceOnceAndAgainAfterTheNextPacket() {
        watch.expect(true, 0);
        watch.packet(SECOND);
        assertThat(watch.check(30 * SECOND)).isZero();
        assertThat(watch.check(31 * SECOND)).isEqualTo(30_000);
        assertThat(watch.check(32 * SECOND)).isZero();
        watch.packet(33 * SECOND);
        assertThat(watch.check(63 * SECOND)).isEqualTo(30_000);
    }

    @Test
    void isPatientOnHoldAndCountsFromTheResumption() {
        watch.expect(true, 0);
        watch.packet(0);
        watch.expect(false, SECOND);
        assertThat(watch.check(500 * SECOND)).isZero();
        watch.expect(true, 500 * SECOND);
        assertThat(watch.check(529 * SECOND)).isZero();
        assertThat(watch.check(530 * SECOND)).isEqualTo(30_000);
    }
}
