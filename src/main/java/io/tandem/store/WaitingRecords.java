package io.tandem.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Records on their way to the database: a bounded queue with one reader. Thread-safe. */
final class WaitingRecords {
    private final int capacity;
    private final ArrayDeque<CallRecord> records = new ArrayDeque<>();
    private boolean closed;

    WaitingRecords(int capacity) {
        this.capacity = capacity;
    }

    /** False when there is no room, or nobody reads any more. */
    synchronized boolean offer(CallRecord record) {
        if (closed || records.size() >= capacity) {
            return false;
        }
        records.add(record);
        notifyAll();
        return true;
    }

    /** Up to {@code max} records, which stay here until they are {@link #remove removed}; none after {@code longest}, or once closed. */
    synchronized List<CallRecord> await(int max, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (records.isEmpty() && !closed) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return records.stream().limit(max).toList();
    }

    /** The first {@code count} are written. */
    synchronized void remove(int count) {
        for (int i = 0; i < count; i++) {
            records.remove();
        }
    }

    /** Returns after this time, or as soon as this is closed. */
    synchronized void pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0 && !closed; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Takes no more records, and wakes the reader. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized int size() {
        return records.size();
    }

    /** What is left; empties this. */
    synchronized List<CallRecord> takeAll() {
        List<CallRecord> all = new ArrayList<>(records);
        records.clear();
        return all;
    }
}
