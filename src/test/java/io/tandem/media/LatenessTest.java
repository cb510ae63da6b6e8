package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private final Lateness lateness = new Lateness();
    private long now = 1;

    @Test
    void aLoopThatIsLateAllTheTimeIsLate() {
        ticks(2_500, 8);
        assertThat(lateness.p99Millis()).isBetween(7.9, 8.1);
    }

    @Test
    void oneInAHundredMayBeLate() {
        for (int i = 0; i < 25; i++) {
            ticks(99, 0);
            ticks(1, 50);
        }
        assertThat(lateness.p99Millis()).isLessThan(1);
    }

    @Test
    void aSinglePauseOfALoopWithFewSessionsIsNotOverload() {
        for (int second = 0; second < 3; second++) {
            record(50, 20);
            ticks(50, 0, 20);
        }
        assertThat(lateness.p99Millis()).isLessThan(1);
    }

    @Test
    void whatIsOlderThanTwoSecondsIsForgotten() {
        ticks(2_500, 8);
        ticks(3_000, 0);
        assertThat(lateness.p99Millis()).isLessThan(1);
    }

    @Test
    void anIdleLoopIsNotLate() {
        ticks(2_500, 8);
        lateness.clear();
        assertThat(lateness.p99Millis()).isZero();
    }

    private void ticks(int count, long lateMillis) {
        ticks(count, lateMillis, 1);
    }

    private void ticks(int count, long lateMillis, long everyMillis) {
        for (int i = 0; i < count; i++) {
            record(lateMillis, everyMillis);
        }
    }

    private void record(long lateMillis, long everyMillis) {
        now += TimeUnit.MILLISECONDS.toNanos(everyMillis);
        lateness.record(TimeUnit.MILLISECONDS.toNanos(lateMillis), now);
    }
}
