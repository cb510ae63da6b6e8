package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_795_237_200_000L), ZoneOffset.UTC);
    private final AtomicInteger wakes = new AtomicInteger();

    @Test
    void numbersEventsFromOneAndStampsThem() {
        EventLog log = new EventLog(clock);
        log.append(new Event.MediaReady("s"));
        log.append(new Event.Dtmf("s", '1'));

        EventLog.Batch batch = log.open(0, wakes::incrementAndGet).next(10);

        assertThat(batch.entries()).extracting(EventLog.Entry::seq).containsExactly(1L, 2L);
        assertThat(batch.entries()).extracting(EventLog.Entry::timestamp).containsOnly(1_795_237_200_000L);
        assertThat(batch.end()).isFalse();
    }

    @Test
    void resumesAfterTheNumberTheReaderNames() {
        EventLog log = new EventLog(clock);
        IntStream.range(0, 5).forEach(i -> log.append(new Event.Dtmf("s", '1')));

        assertThat(log.open(3, wakes::incrementAndGet).next(10).entries())
                .extracting(EventLog.Entry::seq)
                .containsExactly(4L, 5L);
    }

    @Test
    void wakesAReaderOnceAfterItFoundNothing() {
        EventLog log = new EventLog(clock);
        EventLog.Cursor cursor = log.open(0, wakes::incrementAndGet);

        log.append(new Event.Dtmf("s", '1'));
        assertThat(wakes).hasValue(0);
        assertThat(cursor.next(10).entries()).hasSize(1);
        assertThat(cursor.next(10).entries()).isEmpty();
        log.append(new Event.Dtmf("s", '2'));
        log.append(new Event.Dtmf("s", '3'));

        assertThat(wakes).hasValue(1);
        assertThat(cursor.next(10).entries()).hasSize(2);
    }

    @Test
    void losesNoCriticalEventToAReaderThatIsFarBehind() {
        EventLog log = new EventLog(clock, 10);
        log.append(new Event.Answer("s", ""));
        IntStream.range(0, 100).forEach(i -> log.append(new Event.Dtmf("s", '1')));
        log.append(new Event.Ack("last"));

        EventLog.Batch batch = log.open(0, wakes::incrementAndGet).next(100);

        assertThat(batch.entries()).hasSize(10);
        assertThat(batch.entries().get(0).event()).isInstanceOf(Event.Answer.class);
        assertThat(batch.entries().get(9).event()).isEqualTo(new Event.Ack("last"));
        assertThat(batch.missed()).isEqualTo(92);
    }

    @Test
    void tellsTheEndOnlyWhenEverythingWasRead() {
        EventLog log = new EventLog(clock);
        log.append(new Event.Dtmf("s", '1'));
        log.append(new Event.Dtmf("s", '2'));
        log.close();
        log.append(new Event.Dtmf("s", '3'));
        EventLog.Cursor cursor = log.open(0, wakes::incrementAndGet);

        assertThat(cursor.next(1).end()).isFalse();
        EventLog.Batch last = cursor.next(1);
        assertThat(last.entries()).hasSize(1);
        assertThat(last.end()).isTrue();
    }

    @Test
    void aClosedCursorIsNotWoken() {
        EventLog log = new EventLog(clock);
        EventLog.Cursor cursor = log.open(0, wakes::incrementAndGet);
        cursor.next(1);
        cursor.close();

        log.append(new Event.Dtmf("s", '1'));

        assertThat(wakes).hasValue(0);
    }
}
