package io.tandem.media.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One native factory and the thread that all negotiation of its connections runs on. That thread is the gate: every native call of a connection
 * except a push of audio is made there, so none meets another or comes after the close, and callbacks only hand over to it.
 */
final class PeerFactory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerFactory.class);
    private static final long CLOSE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor gate;
    private final Pusher pusher;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong lostFrames = new AtomicLong();
    private @Nullable HeadlessAudioDeviceModule audioModule;
    private @Nullable PeerConnectionFactory factory;

    PeerFactory(int number) {
        gate = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tandem-webrtc-" + number);
            thread.setDaemon(true);
            return thread;
        });
        gate.setRemoveOnCancelPolicy(true);
        pusher = new Pusher("tandem-webrtc-push-" + number);
    }

    /** Where native calls are made. */
    ScheduledThreadPoolExecutor gate() {
        return gate;
    }

    Pusher pusher() {
        return pusher;
    }

    /** Gate: makes the native objects. */
    void load() {
        HeadlessAudioDeviceModule module = new HeadlessAudioDeviceModule();
        // Before the factory: otherwise a second thread pulls the mixer too, which spoils the audio or aborts the
        // process.
        module.initPlayout();
        module.startPlayout();
        audioModule = module;
        factory = new PeerConnectionFactory(module);
    }

    /** Gate: the native factory. */
    PeerConnectionFactory nativeFactory() {
        if (factory == null) {
            throw new IllegalStateException("WebRTC: this factory is not loaded");
        }
        return factory;
    }

    /** Gate: a connection was made. */
    void opened() {
        open.incrementAndGet();
    }

    /** Gate: a connection was closed. */
    void ended(long framesLost) {
        open.decrementAndGet();
        closed.incrementAndGet();
        lostFrames.addAndGet(framesLost);
    }

    int connections() {
        return open.get();
    }

    long connectionsClosed() {
        return closed.get();
    }

    long framesLost() {
        return lostFrames.get();
    }

    /** Disposes the native objects once no connection is left: earlier it would end the process. */
    @Override
    public void close() {
        gate.execute(this::dispose);
        gate.shutdown();
        try {
            if (!gate.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("WebRTC: the library does not finish its work; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pusher.close();
    }

    private void dispose() {
        if (open.get() > 0) {
            log.warn("WebRTC: {} connections are open at the end; their factory is left behind", open.get());
            return;
        }
        if (factory != null) {
            factory.dispose();
            factory = null;
        }
        if (audioModule != null) {
            audioModule.dispose();
            audioModule = null;
        }
    }
}
