package io.tandem.media.webrtc;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands the sent audio of a factory's calls to the library every 10 ms. A thread of its own, not the media loop: a push costs 60 to 80 µs and
 * enters locks of the library, which other calls of this node must not wait for. Sleeps while there is no call.
 */
final class Pusher implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    private final CopyOnWriteArrayList<SentAudio> sources = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    Pusher(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    void add(SentAudio source) {
        sources.add(source);
        LockSupport.unpark(thread);
    }

    /** When it returns, the source is not in use any more. */
    void remove(SentAudio source) {
        sources.remove(source);
        source.end();
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            if (sources.isEmpty()) {
                LockSupport.park(this);
                next = System.nanoTime();
                continue;
            }
            long now = System.nanoTime();
            if (now - next < 0) {
                LockSupport.parkNanos(this, next - now);
                continue;
            }
            // Ticks that were missed are not made up: the sources catch up by themselves.
            next = now - next > TICK ? now + TICK : next + TICK;
            sources.forEach(SentAudio::push);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
