package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JitterBufferTest {
    /** A 400 Hz tone of this level rises by no more in one of its 8 kHz samples; a click does. */
    private static final int NO_CLICK = 9_000;

    private final Line line = new Line();

    @Test
    void playsASteadyStreamWithTheLeastDelayAndNothingMadeUp() {
        for (int i = 0; i < 250; i++) {
            line.packet(i, i * 20, i * 20, 20);
        }
        line.run(5000);
        assertThat(line.delayAt(4000)).isBetween(15.0, 45.0);
        assertThat(line.buffer.discarded()).isZero();
        assertThat(line.heard.subList(5, 240)).doesNotContain(false);
        assertThat(line.largestStep(0)).isLessThan(NO_CLICK);
    }

    @Test
    void believesTheLengthOfEachPacket() {
        for (int millis : new int[] {10, 20, 30, 40, 60}) {
            Line other = new Line();
            for (int i = 0; i * millis < 4000; i++) {
                other.packet(i, i * millis, i * millis + millis, millis);
            }
            other.run(4000);
            assertThat(other.heard.subList(20, 190)).doesNotContain(false);
            assertThat(other.largestStep(500)).isLessThan(NO_CLICK);
        }
    }

    @Test
    void putsReorderedPacketsIntoOrderAndDropsDuplicates() {
        for (int i = 0; i < 200; i++) {
            line.packet(i, i * 20, i * 20 + (i % 2 == 0 ? 30 : 0), 20);
        }
        line.packet(100, 2000, 2031, 20);
        line.run(4000);
        assertThat(line.buffer.duplicates() + line.buffer.late()).isBetween(1L, 8L);
        assertThat(line.largestStep(1000)).isLessThan(NO_CLICK);
    }

    @Test
    void playsSilenceWhenThePacketNeverComes() {
        for (int i = 0; i < 50; i++) {
            line.packet(i, i * 20, i * 20, 20);
        }
        line.run(1600);
        assertThat(line.heard.get(51)).isTrue();
        assertThat(line.heard.get(60)).isFalse();
        assertThat(line.frames.get(60)).containsOnly((short) 0);
        assertThat(line.largestStep(0)).isLessThan(NO_CLICK);
    }

    @Test
    void concealsLossWithoutAClick() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            if (random.nextInt(20) > 0) {
                line.packet(i, i * 20, i * 20, 20);
            }
        }
        line.run(10_000);
        assertThat(line.heard.subList(5, 490)).doesNotContain(false);
        assertThat(line.largestStep(0)).isLessThan(2 * NO_CLICK);
    }

    @Test
    void growsWithTheJitterAndShrinksBackByItself() {
        Random random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            boolean rough = i >= 250 && i < 500;
            line.packet(i, i * 20, i * 20 + (rough ? random.nextInt(100) : 0), 20);
        }
        line.run(30_000);
        assertThat(line.delayAt(4_000)).isLessThan(45);
        assertThat(line.delayAt(9_800)).isBetween(70.0, 140.0);
        assertThat(line.delayAt(29_000)).isLessThan(45);
    }

    @Test
    void workOffABurstAfterAStallOfTheNetwork() {
        for (int i = 0; i < 1000; i++) {
            boolean stalled = i >= 200 && i < 230;
            line.packet(i, i * 20, stalled ? 230 * 20 : i * 20, 20);
        }
        line.run(20_000);
        assertThat(line.delayAt(19_000)).isLessThan(60);
        assertThat(line.heard.subList(300, 990)).doesNotContain(false);
    }

    @Test
    void keepsTheDelayInAnHourOfClockDrift() {
        for (double drift : new double[] {1.0002, 0.9998}) {
            Line hour = new Line();
            for (int i = 0; i < 50 * 3600; i++) {
                hour.packet(i, i * 20, i * 20 * drift, 20);
            }
            hour.run(3_590_000);
            assertThat(hour.delays.subList(500, hour.delays.size()).stream()
                            .mapToDouble(d -> d)
                            .summaryStatistics())
                    .satisfies(s -> assertThat(s.getMin()).isGreaterThan(5), s -> assertThat(s.getMax())
                            .isLessThan(60));
            assertThat(hour.heard.subList(10, hour.heard.size())).doesNotContain(false);
            assertThat(hour.buffer.discarded()).isLessThan(5);
        }
    }

    @Test
    void followsAJumpOfTheTimestamp() {
        for (int i = 0; i < 100; i++) {
            line.packet(i, i * 20, i * 20, 20);
        }
        for (int i = 100; i < 200; i++) {
            line.packet(i, 900_000 + i * 20, i * 20, 20);
        }
        line.run(4000);
        assertThat(line.heardFrames()).isGreaterThan(185);
        assertThat(line.delayAt(3900)).isLessThan(60);
    }

    @Test
    void keepsItsTimeThroughAPauseOfTheTalker() {
        for (int i = 0; i < 100; i++) {
            line.packet(i, i * 20, i * 20, 20);
        }
        for (int i = 100; i < 200; i++) {
            line.packet(i, i * 20 + 3000, i * 20 + 3000, 20);
        }
        line.run(7000);
        assertThat(line.heardFrames()).isBetween(195L, 210L);
        assertThat(line.largestStep(0)).isLessThan(NO_CLICK);
    }

    @Property(tries = 60)
    void neverFailsAndNeverKeepsMoreThanItsBoundWhateverTheNetworkDoes(
            @ForAll Random random,
            @ForAll @IntRange(max = 300) int jitter,
            @ForAll @IntRange(max = 50) int lossPercent) {
        for (int i = 0; i < 600; i++) {
            int copies = random.nextInt(20) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies && random.nextInt(100) >= lossPercent; copy++) {
                line.packet(i, i * 20, i * 20 + (jitter == 0 ? 0 : random.nextInt(jitter)), 20);
            }
        }
        line.run(12_000);
        assertThat(line.delays).allMatch(delay -> delay <= 200 + 80 + 40);
    }
}
