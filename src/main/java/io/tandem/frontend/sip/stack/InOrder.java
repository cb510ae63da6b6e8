package io.tandem.frontend.sip.stack;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pieces of work one after another, in the order they came, on the threads of another executor. Thread-safe. */
public final class InOrder implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private final Executor threads;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    public InOrder(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (queue) {
            queue.add(work);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        for (Runnable work = next(); work != null; work = next()) {
            try {
                work.run();
            } catch (RuntimeException e) {
                // What comes after it is still to be sent.
                LOG.error("a piece of sending failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (queue) {
            Runnable work = queue.poll();
            running = work != null;
            return work;
        }
    }
}
