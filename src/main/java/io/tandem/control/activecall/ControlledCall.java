package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What this dialect keeps of a call beside the call itself: which socket controls it, its audio port, its dump. Thread-safe. */
final class ControlledCall {

    /** A client that vanishes during the handshake never opens its socket: its call ends after this time. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final LiveCall live;
    private final AudioPort audio;
    private final AtomicBoolean dumped = new AtomicBoolean();
    private final List<Consumer<byte[]>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean subscribed;

    /** Guarded by this, as is what the call is told of it: a lost socket must not undo what its successor said. */
    private @Nullable Control control;

    ControlledCall(LiveCall live, AudioPort audio) {
        this.live = live;
        this.audio = audio;
    }

    LiveCall live() {
        return live;
    }

    /**
     * Takes control; null when another socket has it.
     *
     * @param takeOver take it from the other socket, which may be one that its client lost long ago
     */
    synchronized @Nullable Control claim(boolean takeOver) {
        if (control != null && !takeOver) {
            return null;
        }
        if (control != null) {
            control.replaced.complete(null);
        }
        control = new Control();
        live.actor().tell(new CallActor.ControllerLost(HANDSHAKE));
        return control;
    }

    synchronized boolean idle() {
        return control == null;
    }

    /** True for the first caller only: a call has one dump file. */
    boolean claimDump() {
        return dumped.compareAndSet(false, true);
    }

    /** Whether a controller asked for the call's audio; a controller that comes back still gets it. */
    boolean subscribed() {
        return subscribed;
    }

    /** Copies every frame that the controller is sent; the answer ends that. The listener must not block. */
    Runnable listen(Consumer<byte[]> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void execute(CommandReader.Parsed parsed) {
        if (parsed.command() instanceof Command.Invite invite
                        && invite.options().subscribe()
                || parsed.command() instanceof Command.Accept accept
                        && accept.options().subscribe()) {
            subscribed = true;
        }
        live.actor().tell(new CallActor.Execute(parsed.command(), parsed.id(), parsed.json()));
    }

    /** One socket's control of the call. Once it was taken over, it does nothing more. */
    final class Control {
        private final CompletableFuture<Void> replaced = new CompletableFuture<>();

        private Control() {}

        ControlledCall call() {
            return ControlledCall.this;
        }

        /** Completed when another socket has taken over. */
        CompletionStage<Void> replaced() {
            return replaced;
        }

        boolean valid() {
            return !replaced.isDone();
        }

        /** The socket is open. */
        void attached() {
            synchronized (ControlledCall.this) {
                if (valid()) {
                    live.actor().tell(new CallActor.ControllerAttached());
                }
            }
        }

        /** The socket is gone; the call waits that long for another. */
        void lost(Duration resume) {
            synchronized (ControlledCall.this) {
                if (valid()) {
                    control = null;
                    live.actor().tell(new CallActor.ControllerLost(resume));
                }
            }
        }

        /** Audio of the caller, who sits at this socket. */
        void received(ByteBuffer frame) {
            synchronized (ControlledCall.this) {
                if (valid()) {
                    audio.received(frame);
                }
            }
        }

        /** The next frame for the caller, as {@link AudioPort#poll} gives it; at 0 the wake-up is armed. */
        int poll(byte[] frame) {
            synchronized (ControlledCall.this) {
                return valid() ? audio.poll(frame) : 0;
            }
        }

        /** Frames that the caller was too slow for. */
        long lostFrames() {
            return audio.lost();
        }

        /** Sets who is told that {@link #poll} has something again. */
        void onFrame(Runnable wake) {
            synchronized (ControlledCall.this) {
                if (valid()) {
                    audio.onFrame(wake);
                }
            }
        }

        /** A frame goes to the socket. */
        void sent(byte[] frame, int length) {
            if (!listeners.isEmpty()) {
                byte[] copy = Arrays.copyOf(frame, length);
                listeners.forEach(listener -> listener.accept(copy));
            }
        }
    }
}
