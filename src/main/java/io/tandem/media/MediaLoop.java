package io.tandem.media;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real-time thread: a selector and a wheel of twenty 1 ms slots. The schedule is absolute, so it never drifts; after a stall at most three
 * slots of a session follow each other at once, the rest is skipped and counted.
 */
public final class MediaLoop {

    /** Takes what came on a socket, on the loop's thread. */
    @FunctionalInterface
    public interface Readable {
        /** Reads a bounded number of datagrams that arrived at {@code nanoTime}. */
        void readable(long nanoTime);
    }

    private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_BEHIND = 2 * Audio.FRAME_MILLIS * MILLI;

    /** Below this the selector's millisecond is too coarse, and the thread parks. */
    private static final long SELECTABLE = 2 * MILLI;

    private static final int QUEUE = 4096;

    private final NanoClock clock;
    private final Selector selector;
    private final Thread thread;
    private final MpscArrayQueue<Runnable> work = new MpscArrayQueue<>(QUEUE);
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicLong overruns = new AtomicLong();
    private final Lateness lateness = new Lateness();
    private final LoopMemory memory = new LoopMemory();
    private final Consumer<SelectionKey> onReady = this::onReady;
    private volatile boolean closing;

    private final SlotWheel wheel = new SlotWheel();
    private long epoch;
    private long tick;
    private boolean woken;
    private long wakeNanos;

    MediaLoop(String name, NanoClock clock) throws IOException {
        this.clock = clock;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        // Has an effect on Linux with -XX:ThreadPriorityPolicy=1 only: then neither the compiler nor an actor makes a
        // slot wait.
        this.thread.setPriority(Thread.MAX_PRIORITY);
    }

    /** Calls {@code readable} whenever the non-blocking {@code channel} has something to read; closing the channel ends it. */
    public void register(SelectableChannel channel, Readable readable) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, readable);
    }

    /** What the running session works with. */
    LoopMemory memory() {
        return memory;
    }

    void start() {
        thread.start();
    }

    /** Takes in a session; callable from any thread. */
    void add(SessionChain session) {
        sessions.incrementAndGet();
        execute(() -> admit(session));
    }

    /** Runs {@code task} on the loop soon; on the caller's thread when the loop has ended. */
    void execute(Runnable task) {
        if (!thread.isAlive() && closing) {
            task.run();
            return;
        }
        if (!work.offer(task)) {
            throw new IllegalStateException("queue of " + thread.getName() + ": full (expected: fewer than " + QUEUE
                    + " new sessions waiting); the loop has stopped serving");
        }
        selector.wakeup();
    }

    int sessions() {
        return sessions.get();
    }

    long overruns() {
        return overruns.get();
    }

    double latenessP99Millis() {
        return lateness.p99Millis();
    }

    void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                if (wheel.isEmpty()) {
                    idle();
                } else {
                    tick += wheel.distanceToNextOccupied(tick);
                    awaitSlot(epoch + tick * MILLI);
                    runSlot();
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            log.error("{} ends", thread.getName(), e);
        } finally {
            closing = true;
            end();
        }
    }

    /** Sleeps until somebody opens a session; the schedule starts anew. */
    private void idle() throws IOException {
        lateness.clear();
        woken = false;
        selector.select(onReady);
        drainWork();
        epoch = clock.nanoTime() + MILLI;
        tick = 0;
    }

    private void awaitSlot(long due) throws IOException {
        long left = due - clock.nanoTime();
        while (left > 0 && !closing) {
            if (left > SELECTABLE) {
                woken = false;
                selector.select(onReady, left / MILLI - 1);
            } else {
                LockSupport.parkNanos(left);
            }
            left = due - clock.nanoTime();
        }
        woken = false;
        selector.selectNow(onReady);
        drainWork();
    }

    private void runSlot() {
        long due = epoch + tick * MILLI;
        long now = clock.nanoTime();
        long late = now - due;
        lateness.record(late, now);
        if (late > MAX_BEHIND) {
            long rounds = (late - MAX_BEHIND) / (SlotWheel.SLOTS * MILLI) + 1;
            overruns.addAndGet(rounds);
            tick += rounds * SlotWheel.SLOTS;
            due = epoch + tick * MILLI;
        }
        int ended = wheel.run(tick, due);
        if (ended > 0) {
            sessions.addAndGet(-ended);
        }
        tick++;
    }

    private void onReady(SelectionKey key) {
        if (!woken) {
            woken = true;
            wakeNanos = clock.nanoTime();
        }
        try {
            ((Readable) key.attachment()).readable(wakeNanos);
        } catch (RuntimeException | Error e) {
            log.error("{}: a socket's reader failed and is not asked any more", thread.getName(), e);
            key.cancel();
        }
    }

    private void admit(SessionChain session) {
        if (closing) {
            session.end();
            sessions.decrementAndGet();
        } else {
            wheel.add(session);
        }
    }

    private void drainWork() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("{}: a task failed", thread.getName(), e);
            }
        }
    }

    private void end() {
        drainWork();
        sessions.addAndGet(-wheel.endAll());
        try {
            selector.close();
        } catch (IOException e) {
            log.warn("{}: selector did not close", thread.getName(), e);
        }
    }
}
