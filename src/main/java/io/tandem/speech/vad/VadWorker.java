package io.tandem.speech.vad;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that judges the windows of all calls. It looks for them once a batch-wait, so that windows of different calls meet
 * in one batch and no media thread ever has to wake it; without calls it sleeps.
 */
final class VadWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VadWorker.class);

    /** Native model code recurses deeply at start-up (see {@link SileroVad#load}). */
    private static final long STACK_BYTES = 16 << 20;

    private final long batchWaitNanos;
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final List<VadStream> streams = new ArrayList<>();
    private final Map<SpeechModel, Batch> batches = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long dropped;

    VadWorker(Duration batchWait) {
        this.batchWaitNanos = Math.max(1_000_000, batchWait.toNanos());
        this.thread = new Thread(null, this::run, "tandem-vad", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds a stream until it is closed. Any thread. */
    void add(VadStream stream) {
        errand(() -> streams.add(stream));
    }

    /** Runs a piece of work on the worker thread. */
    <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        errand(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Windows of finished streams that were lost because this thread was behind. */
    long dropped() {
        return dropped;
    }

    private void errand(Runnable work) {
        errands.add(work);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            long begin = System.nanoTime();
            for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                errand.run();
            }
            removeFinished();
            judgeAll();
            if (!closed && errands.isEmpty()) {
                rest(begin);
            }
        }
        streams.forEach(VadStream::forget);
    }

    private void rest(long begin) {
        if (streams.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, Math.max(100_000, batchWaitNanos - (System.nanoTime() - begin)));
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written by this thread only
    private void removeFinished() {
        for (Iterator<VadStream> it = streams.iterator(); it.hasNext(); ) {
            VadStream stream = it.next();
            if (stream.isOver()) {
                it.remove();
                stream.forget();
                dropped += stream.tap().dropped();
            }
        }
    }

    /** Rounds over all streams, one window of each a round, until none has any. */
    private void judgeAll() {
        boolean more = true;
        while (more && !closed) {
            more = false;
            for (int i = 0; i < streams.size(); i++) {
                VadStream stream = streams.get(i);
                VadWindow window = stream.isOver() ? null : stream.next();
                if (window != null) {
                    more = true;
                    Batch batch = batches.computeIfAbsent(stream.model(), Batch::new);
                    if (batch.add(stream, window)) {
                        judge(batch);
                    }
                }
            }
            batches.values().forEach(this::judge);
        }
    }

    private void judge(Batch batch) {
        if (batch.count == 0) {
            return;
        }
        int count = batch.count;
        batch.count = 0;
        try {
            batch.model.judge(batch.windows, count);
        } catch (Exception | LinkageError e) {
            log.error("voice detection by {} failed", batch.model.name(), e);
            giveUp(batch.model, String.valueOf(e.getMessage()));
            return;
        }
        for (int i = 0; i < count; i++) {
            batch.streams[i].judged(batch.windows[i]);
        }
    }

    private void giveUp(SpeechModel model, String why) {
        for (VadStream stream : streams) {
            if (stream.model() == model && !stream.isOver()) {
                stream.close();
                stream.failed(why);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Windows of one model that are judged together. */
    private static final class Batch {
        final SpeechModel model;
        final VadWindow[] windows;
        final VadStream[] streams;
        int count;

        Batch(SpeechModel model) {
            this.model = model;
            this.windows = new VadWindow[model.batch()];
            this.streams = new VadStream[model.batch()];
        }

        /** Says whether the batch is full now. */
        boolean add(VadStream stream, VadWindow window) {
            windows[count] = window;
            streams[count] = stream;
            return ++count == windows.length;
        }
    }
}
