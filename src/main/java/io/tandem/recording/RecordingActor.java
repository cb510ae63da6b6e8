package io.tandem.recording;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tandem.call.CallActor;
import io.tandem.call.RecorderOptions;
import io.tandem.call.Recording;
import io.tandem.media.MediaSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The recording of one call: owns the tap in its media session and the file behind it. */
public final class RecordingActor extends AbstractBehavior<Recording.Command> {

    /** The file is open. */
    private record Opened(ActiveRecording recording) implements Recording.Internal {}

    /** The file could not be opened. */
    private record NotOpened(String reason) implements Recording.Internal {}

    /** The writer closed the file; {@code failure} tells why too early, if it did. */
    private record Closed(long bytes, @Nullable String failure) implements Recording.Internal {}

    private final ActorRef<CallActor.Message> call;
    private final MediaSession session;
    private final String callId;
    private final RecordingWriter writer;
    private final Executor blocking;

    /** Between a start and its end. */
    private boolean busy;

    private boolean stopWanted;
    private @Nullable CompletableFuture<ActiveRecording> opening;
    private @Nullable ActiveRecording recording;

    /** Records {@code session} for {@code call}; nothing happens before {@link Recording.Start}. */
    public static Behavior<Recording.Command> create(
            ActorRef<CallActor.Message> call, MediaSession session, String callId, RecordingWriter writer) {
        return Behaviors.setup(context -> new RecordingActor(context, call, session, callId, writer));
    }

    private RecordingActor(
            ActorContext<Recording.Command> context,
            ActorRef<CallActor.Message> call,
            MediaSession session,
            String callId,
            RecordingWriter writer) {
        super(context);
        this.call = call;
        this.session = session;
        this.callId = callId;
        this.writer = writer;
        this.blocking =
                context.getSystem().dispatchers().lookup(DispatcherSelector.fromConfig("tandem-blocking-dispatcher"));
    }

    @Override
    public Receive<Recording.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Recording.Start.class, this::onStart)
                .onMessage(Recording.Stop.class, this::onStop)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(NotOpened.class, this::onNotOpened)
                .onMessage(Closed.class, this::onClosed)
                .onSignal(PreRestart.class, signal -> released())
                .onSignal(PostStop.class, signal -> released())
                .build();
    }

    private Behavior<Recording.Command> onStart(Recording.Start start) {
        if (!busy) {
            busy = true;
            stopWanted = false;
            RecorderOptions options = start.options();
            ActorRef<Recording.Command> self = getContext().getSelf();
            CompletableFuture<ActiveRecording> file =
                    CompletableFuture.supplyAsync(() -> open(options, self), blocking);
            opening = file;
            getContext()
                    .pipeToSelf(
                            file,
                            (opened, failure) -> opened == null ? new NotOpened(reason(failure)) : new Opened(opened));
        }
        return this;
    }

    private ActiveRecording open(RecorderOptions options, ActorRef<Recording.Command> self) {
        try {
            return writer.open(options, callId, new ActiveRecording.Listener() {
                @Override
                public void finished(long bytes) {
                    self.tell(new Closed(bytes, null));
                }

                @Override
                public void failed(String reason) {
                    self.tell(new Closed(0, reason));
                }
            });
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? "recording: unknown reason" : String.valueOf(cause.getMessage());
    }

    private Behavior<Recording.Command> onOpened(Opened opened) {
        ActiveRecording running = opened.recording();
        recording = running;
        session.addTap(running.tap());
        call.tell(new Recording.Started(running.path().toString()));
        if (stopWanted) {
            release();
        }
        return this;
    }

    private Behavior<Recording.Command> onNotOpened(NotOpened not) {
        busy = false;
        call.tell(new Recording.Failed(not.reason()));
        return this;
    }

    private Behavior<Recording.Command> onStop(Recording.Stop stop) {
        stopWanted = true;
        release();
        return this;
    }

    private Behavior<Recording.Command> onClosed(Closed closed) {
        ActiveRecording done = recording;
        recording = null;
        busy = false;
        if (done == null) {
            return this;
        }
        if (closed.failure() == null) {
            call.tell(new Recording.Finished(done.path().toString(), closed.bytes()));
        } else {
            session.removeTap(done.tap());
            call.tell(new Recording.Failed(closed.failure()));
        }
        return this;
    }

    private Behavior<Recording.Command> released() {
        CompletableFuture<ActiveRecording> file = opening;
        if (file != null) {
            // Also one that opens only now, when nobody is left to hear of it.
            file.thenAccept(ActiveRecording::stop);
        }
        release();
        return this;
    }

    private void release() {
        ActiveRecording running = recording;
        if (running != null) {
            running.stop();
            session.removeTap(running.tap());
        }
    }
}
