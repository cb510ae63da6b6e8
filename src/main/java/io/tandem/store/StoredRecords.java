package io.tandem.store;

import io.tandem.call.LiveCall;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in a database. Three kinds of threads of its own: one reads event logs, one writes, a few look up; none of them is an
 * actor's.
 */
final class StoredRecords implements CallRecords {
    private static final Logger log = LoggerFactory.getLogger(StoredRecords.class);

    private static final int LOOKUPS = 2;
    private static final int WAITING_LOOKUPS = 64;
    private static final int CLOSING_SECONDS = 10;

    private final StoreSettings settings;
    private final String node;
    private final Database database;
    private final WaitingRecords waiting;
    private final SpillFile spill;
    private final RecordWriter writer;
    private final Thread writing;
    // Who wakes a reader too late must not suffer for it.
    private final ExecutorService reading =
            threads("store-reader", 1, Integer.MAX_VALUE, new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService lookups =
            threads("store-lookup", LOOKUPS, WAITING_LOOKUPS, new ThreadPoolExecutor.AbortPolicy());
    private final AtomicLong spilled = new AtomicLong();

    static StoredRecords open(StoreSettings settings, String node, Clock clock) {
        StoredRecords records = new StoredRecords(settings, node, clock);
        records.writing.start();
        return records;
    }

    private StoredRecords(StoreSettings settings, String node, Clock clock) {
        this.settings = settings;
        this.node = node;
        this.database = new Database(settings);
        this.waiting = new WaitingRecords(settings.maxWaiting());
        this.spill = new SpillFile(settings.spillFile());
        this.writer = new RecordWriter(settings, database, waiting, spill, clock);
        this.writing = new Thread(writer, "store-writer");
    }

    @Override
    public void started(LiveCall call) {
        new RecordReader(call, node, reading, this::take).wake();
    }

    private void take(CallRecord record) {
        if (waiting.offer(record)) {
            return;
        }
        try {
            spill.append(List.of(record));
            spilled.incrementAndGet();
        } catch (IOException e) {
            log.error("call record lost: {}", RecordJson.write(record), e);
        }
    }

    @Override
    public CompletionStage<RecordPage> find(RecordQuery query) {
        return lookUp(handle -> RecordTable.find(handle, query));
    }

    @Override
    public CompletionStage<Optional<CallRecord>> find(String id) {
        return lookUp(handle -> RecordTable.find(handle, id));
    }

    /** A database that is away is not asked: callers would wait for its time-out one after another. */
    private <T> CompletionStage<T> lookUp(Function<Handle, T> question) {
        String why = writer.why();
        if (why != null) {
            return CompletableFuture.failedFuture(new StoreAwayException("the store is away: " + why));
        }
        try {
            return CompletableFuture.supplyAsync(() -> ask(question), lookups);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new StoreAwayException("too many look-ups wait already"));
        }
    }

    private <T> T ask(Function<Handle, T> question) {
        try {
            return database.open().withHandle(question::apply);
        } catch (JdbiException e) {
            log.warn("a look-up failed", e);
            throw new StoreAwayException("the store does not answer; the log has more");
        }
    }

    @Override
    public void onWritten(Consumer<CallRecord> listener) {
        writer.listener(listener);
    }

    @Override
    public StoreLoad load() {
        String why = writer.why();
        return new StoreLoad(
                settings.database(),
                why == null,
                why,
                waiting.size(),
                spilled.get(),
                writer.written(),
                writer.refused());
    }

    @Override
    public void close() {
        try {
            // What the logs still say goes to the writer first.
            stop(reading);
            waiting.close();
            writing.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
            stop(lookups);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    private static ExecutorService threads(String name, int count, int waiting, RejectedExecutionHandler beyond) {
        return new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                work -> new Thread(work, name),
                beyond);
    }

    private static void stop(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
            log.warn("threads of the store are left behind");
        }
    }
}
