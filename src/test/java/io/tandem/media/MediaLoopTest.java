package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MediaLoopTest {
    private final AtomicLong stall = new AtomicLong();

    @Test
    void skipsSlotsAfterAStallInsteadOfCatchingUp() {
        NanoClock clock = () -> System.nanoTime() + stall.get();
        long start = clock.nanoTime();
        try (MediaLoops engine = MediaLoops.start(TestMedia.settings(20_000, 29_999, Duration.ZERO), clock)) {
            List<Long> slots = new CopyOnWriteArrayList<>();
            engine.open(fact -> {}).addTap((received, sent, nanoTime) -> slots.add(nanoTime));
            await().until(() -> slots.size() > 5);
            long before = clock.nanoTime();
            stall.set(TimeUnit.SECONDS.toNanos(1));
            long after = clock.nanoTime();
            await().until(() -> engine.load().overruns() > 0);
            await().until(() -> slots.get(slots.size() - 1) > after);
            assertThat(slots.stream().filter(slot -> slot > before && slot < after))
                    .hasSizeLessThanOrEqualTo(4);
            // The machine may stall the loop as well.
            long frames = (clock.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(Audio.FRAME_MILLIS);
            assertThat(engine.load().overruns()).isBetween(45L, frames);
        }
    }

    @Test
    void spreadsSessionsOverTheSlots() throws IOException {
        MediaLoop loop = new MediaLoop("media-test", () -> 0);
        SlotWheel wheel = new SlotWheel();
        for (int i = 0; i < 40; i++) {
            wheel.add(new LoopSession(loop, fact -> {}).chain());
        }
        for (int tick = 0; tick < 20; tick++) {
            assertThat(wheel.distanceToNextOccupied(tick)).isZero();
        }
        assertThat(wheel.endAll()).isEqualTo(40);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void forgetsLatenessAfterTwoSeconds() {
        Lateness lateness = new Lateness();
        long now = 0;
        for (int i = 0; i < 1000; i++) {
            now += 1_000_000;
            lateness.record(i % 20 == 0 ? 8_000_000 : 100_000, now);
        }
        assertThat(lateness.p99Millis()).isBetween(7.9, 8.1);
        for (int i = 0; i < 3000; i++) {
            now += 1_000_000;
            lateness.record(100_000, now);
        }
        assertThat(lateness.p99Millis()).isLessThan(0.3);
    }
}
