package io.tandem.call;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Every event of one call in order, numbered from 1, bounded. Readers have cursors of their own: a slow reader never slows the
 * call. When the log is full the oldest event that is not critical is evicted; only a log full of critical events loses one of
 * those. Thread-safe; outlives the call actor, so that a crashed call still ends with its hangup event.
 */
public final class EventLog {

    /** An event with its sequence number and its time in epoch milliseconds. */
    public record Entry(long seq, long timestamp, Event event) {}

    /** What a cursor read: entries in order, how many were evicted unread before them, and whether the log ends here. */
    public record Batch(List<Entry> entries, long missed, boolean end) {}

    public static final int CAPACITY = 1024;

    private final Clock clock;
    private final int capacity;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final List<Cursor> waiting = new ArrayList<>();
    private long lastSeq;
    private boolean closed;

    public EventLog(Clock clock) {
        this(clock, CAPACITY);
    }

    EventLog(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Appends and wakes the readers that wait. After {@link #close} it does nothing. */
    public void append(Event event) {
        List<Cursor> wake;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (entries.size() == capacity) {
                evict();
            }
            entries.add(new Entry(++lastSeq, clock.millis(), event));
            wake = takeWaiting();
        }
        wake.forEach(Cursor::wake);
    }

    /** Marks the end: readers see it once they have read everything before. Idempotent. */
    public void close() {
        List<Cursor> wake;
        synchronized (this) {
            closed = true;
            wake = takeWaiting();
        }
        wake.forEach(Cursor::wake);
    }

    public synchronized long lastSeq() {
        return lastSeq;
    }

    public synchronized boolean closed() {
        return closed;
    }

    /**
     * Opens a cursor after sequence number {@code after} (0 = from the start).
     *
     * @param wake called once, from any thread, when there is something to read after {@link Cursor#next} came back empty; must
     *     not block
     */
    public Cursor open(long after, Runnable wake) {
        return new Cursor(after, wake);
    }

    private void evict() {
        for (Iterator<Entry> it = entries.iterator(); it.hasNext(); ) {
            if (!it.next().event().critical()) {
                it.remove();
                return;
            }
        }
        entries.removeFirst();
    }

    private List<Cursor> takeWaiting() {
        List<Cursor> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** One reader's place in the log. Used by one thread at a time. */
    public final class Cursor {
        private final Runnable wake;
        private long after;

        private Cursor(long after, Runnable wake) {
            this.after = after;
            this.wake = wake;
        }

        /** The next entries, at most {@code max}; when there are none and the log is open, the wake-up is armed. */
        public Batch next(int max) {
            synchronized (EventLog.this) {
                List<Entry> batch = new ArrayList<>();
                for (Entry entry : entries) {
                    if (entry.seq() > after && batch.size() < max) {
                        batch.add(entry);
                    }
                }
                long missed = missedBefore(batch);
                if (!batch.isEmpty()) {
                    after = batch.get(batch.size() - 1).seq();
                } else if (!closed) {
                    waiting.add(this);
                }
                return new Batch(batch, missed, closed && after >= lastSeq);
            }
        }

        private long missedBefore(List<Entry> batch) {
            long missed = 0;
            long expected = after + 1;
            for (Entry entry : batch) {
                missed += entry.seq() - expected;
                expected = entry.seq() + 1;
            }
            return missed;
        }

        /** Forgets the wake-up. */
        public void close() {
            synchronized (EventLog.this) {
                waiting.remove(this);
            }
        }

        private void wake() {
            wake.run();
        }
    }
}
