package io.tandem.store;

import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads one call's event log to its end, on a thread of the store, and makes the record of what it says there. */
final class RecordReader {
    private static final int BATCH = 256;

    private final LiveCall call;
    private final String node;
    private final Executor thread;
    private final Consumer<CallRecord> take;
    private final EventLog.Cursor cursor;

    /** @param thread one thread, so that a log is read by one at a time */
    RecordReader(LiveCall call, String node, Executor thread, Consumer<CallRecord> take) {
        this.call = call;
        this.node = node;
        this.thread = thread;
        this.take = take;
        this.cursor = call.events().open(0, this::wake);
    }

    /** Reads now, and again whenever there is more. */
    void wake() {
        thread.execute(this::read);
    }

    private void read() {
        EventLog.Batch batch;
        do {
            batch = cursor.next(BATCH);
            for (EventLog.Entry entry : batch.entries()) {
                if (entry.event() instanceof Event.Hangup end) {
                    take.accept(CallRecord.of(call.spec(), end, node));
                }
            }
        } while (!batch.entries().isEmpty() && !batch.end());
    }
}
