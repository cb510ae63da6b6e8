package io.tandem.store;

import io.tandem.call.LiveCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** No store is wanted. */
final class NoRecords implements CallRecords {
    private static final String WHY = "no call records are kept (expected: a JDBC URL in tandem.store.url)";

    @Override
    public void started(LiveCall call) {}

    @Override
    public CompletionStage<RecordPage> find(RecordQuery query) {
        return CompletableFuture.failedFuture(new StoreAwayException(WHY));
    }

    @Override
    public CompletionStage<Optional<CallRecord>> find(String id) {
        return CompletableFuture.failedFuture(new StoreAwayException(WHY));
    }

    @Override
    public void onWritten(Consumer<CallRecord> listener) {}

    @Override
    public StoreLoad load() {
        return new StoreLoad("none", false, WHY, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
