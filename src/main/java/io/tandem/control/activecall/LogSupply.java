package io.tandem.control.activecall;

import io.tandem.call.EventLog;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Entries of an event log from a cursor, until the log ends. */
final class LogSupply implements PolledSource.Supply<EventLog.Entry> {

    private static final int BATCH = 32;

    private final EventLog.Cursor cursor;
    private final LongAdder missed;
    private final ArrayDeque<EventLog.Entry> read = new ArrayDeque<>();
    private boolean end;

    /** @param missed counts entries that were evicted before this reader came to them */
    LogSupply(EventLog events, long after, Runnable wake, LongAdder missed) {
        this.cursor = events.open(after, wake);
        this.missed = missed;
    }

    @Override
    public EventLog.@Nullable Entry poll() {
        if (read.isEmpty() && !end) {
            EventLog.Batch batch = cursor.next(BATCH);
            read.addAll(batch.entries());
            missed.add(batch.missed());
            end = batch.end();
        }
        return read.poll();
    }

    @Override
    public boolean ended() {
        return end && read.isEmpty();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
