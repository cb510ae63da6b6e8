package io.tandem.control.activecall;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A bounded queue between threads that loses its oldest element when it is full, and counts the loss. */
final class DropOldest<T> implements PolledSource.Supply<T> {

    private final int capacity;
    private final Runnable wake;
    private final LongAdder dropped;
    private final ArrayDeque<T> queue;
    private Runnable release = () -> {};
    private boolean waiting;

    DropOldest(int capacity, Runnable wake, LongAdder dropped) {
        this.capacity = capacity;
        this.wake = wake;
        this.dropped = dropped;
        this.queue = new ArrayDeque<>(capacity);
    }

    /** What to do when the reader is gone. */
    DropOldest<T> releasing(Runnable action) {
        release = action;
        return this;
    }

    /** From any thread; the lock is held for a few instructions only. */
    void offer(T element) {
        boolean notify;
        synchronized (this) {
            if (queue.size() == capacity) {
                queue.poll();
                dropped.increment();
            }
            queue.add(element);
            notify = waiting;
            waiting = false;
        }
        if (notify) {
            wake.run();
        }
    }

    @Override
    public synchronized @Nullable T poll() {
        T next = queue.poll();
        waiting = next == null;
        return next;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {
        release.run();
    }
}
