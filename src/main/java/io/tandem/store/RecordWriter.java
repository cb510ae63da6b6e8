package io.tandem.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes records: batch by batch, again and again until the database has them. A record that is there already
 * counts as written; one that the database will never take goes to a file of its own.
 */
final class RecordWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);

    private static final int BATCH = 200;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration CLEANING = Duration.ofHours(1);

    private final StoreSettings settings;
    private final Database database;
    private final WaitingRecords waiting;
    private final SpillFile spill;
    private final SpillFile refusedFile;
    private final Clock clock;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String why = "not opened yet";
    private volatile Consumer<CallRecord> listener = record -> {};
    private Duration pause = FIRST_PAUSE;
    private Instant nextCleaning = Instant.MIN;

    RecordWriter(StoreSettings settings, Database database, WaitingRecords waiting, SpillFile spill, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.waiting = waiting;
        this.spill = spill;
        this.refusedFile = new SpillFile(
                settings.spillFile().resolveSibling(settings.spillFile().getFileName() + ".refused"));
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            putAside();
        }
    }

    /** One look at what waits; false when this is the end. */
    private boolean turn() throws InterruptedException {
        boolean last = waiting.closed();
        List<CallRecord> batch = waiting.await(BATCH, IDLE);
        try {
            Jdbi jdbi = database.open();
            write(jdbi, batch);
            waiting.remove(batch.size());
            spill.drain(BATCH, old -> write(jdbi, old));
            clean(jdbi);
            available();
            return !last || waiting.size() > 0;
        } catch (RuntimeException | IOException e) {
            away(e);
            if (last) {
                return false;
            }
            waiting.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return true;
        }
    }

    private void write(Jdbi jdbi, List<CallRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            jdbi.useTransaction(handle -> RecordTable.insert(handle, records));
            records.forEach(this::told);
        } catch (JdbiException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            records.forEach(record -> writeAlone(jdbi, record));
        }
    }

    private void writeAlone(Jdbi jdbi, CallRecord record) {
        try {
            jdbi.useHandle(handle -> RecordTable.insert(handle, List.of(record)));
            told(record);
        } catch (JdbiException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            if (!sqlState(e).equals("23505")) {
                refuse(record, e);
            }
        }
    }

    private void told(CallRecord record) {
        written.incrementAndGet();
        listener.accept(record);
    }

    private void refuse(CallRecord record, JdbiException why) {
        refused.incrementAndGet();
        log.error("call {}: the database refuses its record", record.id(), why);
        try {
            refusedFile.append(List.of(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Class 22, data exception, and 23, integrity violation: trying again would not help. */
    private static boolean isAboutData(JdbiException e) {
        String state = sqlState(e);
        return state.startsWith("22") || state.startsWith("23");
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private void clean(Jdbi jdbi) {
        Instant now = clock.instant();
        if (settings.keepDays() == 0 || now.isBefore(nextCleaning)) {
            return;
        }
        nextCleaning = now.plus(CLEANING);
        int deleted = jdbi.withHandle(
                handle -> RecordTable.deleteBefore(handle, now.minus(Duration.ofDays(settings.keepDays()))));
        if (deleted > 0) {
            log.info("{} call records are older than {} days and were deleted", deleted, settings.keepDays());
        }
    }

    private void available() {
        if (why != null) {
            log.info("call records go to {}", settings.database());
        }
        why = null;
        pause = FIRST_PAUSE;
    }

    private void away(Exception e) {
        String now = reason(e);
        if (!now.equals(why)) {
            log.warn("call records wait: {}: {}", settings.database(), now);
        }
        why = now;
    }

    /** The innermost message: libraries wrap it, and theirs may hold the whole URL. */
    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root.getClass().getSimpleName() + ": " + text;
    }

    /** The end: what did not get into the database waits on disk for the next start. */
    private void putAside() {
        List<CallRecord> left = waiting.takeAll();
        try {
            if (!left.isEmpty()) {
                spill.append(left);
                log.warn("{} call records wait in {}", left.size(), settings.spillFile());
            }
        } catch (IOException e) {
            left.forEach(record -> log.error("call record lost: {}", RecordJson.write(record), e));
        }
    }

    void listener(Consumer<CallRecord> listener) {
        this.listener = listener;
    }

    /** Why the database cannot be used, null when it can. */
    @Nullable
    String why() {
        return why;
    }

    long written() {
        return written.get();
    }

    long refused() {
        return refused.get();
    }
}
