package io.tandem.media;

import io.tandem.call.QualityFeed;
import java.time.Duration;
import org.jctools.queues.MpscArrayQueue;

/** A {@link MediaSession} on a media loop: puts commands into a bounded queue that the loop drains at the session's slot. */
final class LoopSession implements MediaSession {
    private final MediaLoop loop;
    private final Commands commands = new Commands();
    private final QualityMeter quality;
    private final SessionChain chain;

    LoopSession(MediaLoop loop, MediaListener listener) {
        this.loop = loop;
        this.quality = new QualityMeter(listener);
        this.chain = new SessionChain(loop, quality, commands);
    }

    /** The half that the loop runs. */
    SessionChain chain() {
        return chain;
    }

    @Override
    public void attach(MediaEndpoint endpoint) {
        submit(() -> chain.attach(endpoint));
    }

    @Override
    public void play(PlayoutSource source, PlayoutListener listener) {
        submit(() -> chain.play(source, listener));
    }

    @Override
    public void stopPlayout(Duration fade) {
        submit(() -> chain.stopPlayout(fade.toMillis()));
    }

    @Override
    public void pausePlayout() {
        submit(chain::pausePlayout);
    }

    @Override
    public void resumePlayout() {
        submit(chain::resumePlayout);
    }

    @Override
    public void mute(Side side, boolean on) {
        submit(() -> chain.mute(side, on));
    }

    @Override
    public void addInput(AudioInput input) {
        submit(() -> chain.addInput(input));
    }

    @Override
    public void addTap(AudioTap tap) {
        submit(() -> chain.addTap(tap));
    }

    @Override
    public void removeTap(AudioTap tap) {
        submit(() -> chain.removeTap(tap));
    }

    @Override
    public void inactivityTimeout(Duration timeout) {
        submit(() -> chain.inactivityTimeout(timeout.toNanos()));
    }

    @Override
    public void execute(Runnable work) {
        submit(() -> chain.execute(work));
    }

    @Override
    public QualityFeed quality() {
        return quality;
    }

    @Override
    public void close() {
        commands.close();
    }

    private void submit(Runnable command) {
        commands.offer(command);
        if (commands.ended()) {
            // The slot is gone, but what the command brought along must still be released.
            loop.execute(() -> commands.drain(new Faults()));
        }
    }

    /** The queue between callers and the loop. */
    static final class Commands {
        private static final int CAPACITY = 128;

        private final MpscArrayQueue<Runnable> queue = new MpscArrayQueue<>(CAPACITY);
        /** Saves the loop a look into the queue, which is four cache lines a session and mostly empty. */
        private volatile boolean waiting;

        private volatile boolean closing;
        private volatile boolean ended;

        void offer(Runnable command) {
            if (!queue.offer(command)) {
                throw new IllegalStateException("media session queue: full (expected: fewer than " + CAPACITY
                        + " commands waiting); its loop has stopped serving");
            }
            waiting = true;
        }

        void close() {
            closing = true;
        }

        boolean closing() {
            return closing;
        }

        boolean ended() {
            return ended;
        }

        /** Carries out what waits, in order; loop thread. */
        void drain(Faults faults) {
            if (!waiting) {
                return;
            }
            waiting = false;
            for (Runnable command = queue.poll(); command != null; command = queue.poll()) {
                faults.guard("command", command);
            }
        }

        /** No slot will drain the queue any more; carries out the rest. */
        void end(Faults faults) {
            ended = true;
            drain(faults);
        }
    }
}
