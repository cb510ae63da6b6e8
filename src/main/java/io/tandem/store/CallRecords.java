package io.tandem.store;

import io.tandem.call.LiveCall;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The call detail records of a node: made of every call's event log when it ends, kept, found again. Thread-safe; never blocks. */
public interface CallRecords extends AutoCloseable {

    /** Opens the store; a database that is away is waited for in the background. */
    static CallRecords open(StoreSettings settings, String node, Clock clock) {
        return settings.enabled() ? StoredRecords.open(settings, node, clock) : new NoRecords();
    }

    /** A call began: its record is written when it ends. */
    void started(LiveCall call);

    /** Looks records up; fails with {@link StoreAwayException} when they cannot be had. */
    CompletionStage<RecordPage> find(RecordQuery query);

    /** The newest record of a session id; fails with {@link StoreAwayException} when it cannot be had. */
    CompletionStage<Optional<CallRecord>> find(String id);

    /** {@code listener} is told of every record that was written, on a thread of the store; it must not block. */
    void onWritten(Consumer<CallRecord> listener);

    StoreLoad load();

    /** Writes what is waiting, or puts it aside for the next start. Call it when no call is left. Blocks some seconds at most. */
    @Override
    void close();
}
