package io.tandem.speech.playback;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import io.tandem.call.CallActor;
import io.tandem.call.Playback;
import io.tandem.media.AudioTap;
import io.tandem.media.MediaSession;
import io.tandem.media.PlayoutListener;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The playout slot of one call: {@code idle → loading → playing ⇄ paused → stopping → idle}. A playback that is replaced is ended
 * before the next one starts, so that the call hears `started, ended, started, ended`, in this order, always.
 */
public final class PlaybackActor {

    /** A prompt is ready. */
    private record Loaded(long id, Prompt prompt) implements Playback.Internal {}

    /** A prompt cannot be played. */
    private record NotLoaded(long id, String why) implements Playback.Internal {}

    /** The media session let a playout go. */
    private record PlayoutEnded(long id, PlayoutListener.End end, long ssrc) implements Playback.Internal {}

    private static final int STASH = 256;

    private final ActorContext<Playback.Command> context;
    private final StashBuffer<Playback.Command> stash;
    private final ActorRef<CallActor.Message> call;
    private final MediaSession session;
    private final PromptLoader prompts;
    private final String track;
    private final Executor blocking;
    private long lastId;

    /** The playback that was reported as started and not yet as ended; it belongs to the running state. */
    private static final class Slot {
        final long id;
        final Playback.Play play;
        final long startedNanos = System.nanoTime();
        boolean paused;
        boolean fading;

        @Nullable
        AudioTap tap;

        Slot(long id, Playback.Play play) {
            this.id = id;
            this.play = play;
        }
    }

    /**
     * Plays prompts into {@code session} for {@code call}.
     *
     * @param serverSideTrack id of the playback track, for error texts
     */
    public static Behavior<Playback.Command> create(
            ActorRef<CallActor.Message> call, MediaSession session, PromptLoader prompts, String serverSideTrack) {
        return Behaviors.setup(context -> Behaviors.withStash(
                STASH, stash -> new PlaybackActor(context, stash, call, session, prompts, serverSideTrack).idle()));
    }

    private PlaybackActor(
            ActorContext<Playback.Command> context,
            StashBuffer<Playback.Command> stash,
            ActorRef<CallActor.Message> call,
            MediaSession session,
            PromptLoader prompts,
            String track) {
        this.context = context;
        this.stash = stash;
        this.call = call;
        this.session = session;
        this.prompts = prompts;
        this.track = track;
        this.blocking =
                context.getSystem().dispatchers().lookup(DispatcherSelector.fromConfig("tandem-blocking-dispatcher"));
    }

    private Behavior<Playback.Command> idle() {
        return receive(null)
                .onMessage(Playback.Play.class, this::begin)
                .onMessage(Playback.Interrupt.class, interrupt -> Behaviors.same())
                .onMessage(Playback.Pause.class, pause -> nothingPlays("pause"))
                .onMessage(Playback.Resume.class, resume -> nothingPlays("resume"))
                .build();
    }

    private Behavior<Playback.Command> loading(Slot slot) {
        return receive(slot)
                .onMessage(Loaded.class, loaded -> loaded.id() == slot.id, loaded -> play(slot, loaded.prompt()))
                .onMessage(NotLoaded.class, not -> not.id() == slot.id, not -> cannotPlay(slot, not.why()))
                .onMessage(Playback.Play.class, next -> {
                    cutShort(slot, 0);
                    return begin(next);
                })
                .onMessage(Playback.Interrupt.class, interrupt -> {
                    cutShort(slot, 0);
                    return idle();
                })
                .onMessage(Playback.Pause.class, pause -> {
                    slot.paused = true;
                    return Behaviors.same();
                })
                .onMessage(Playback.Resume.class, resume -> {
                    slot.paused = false;
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Playback.Command> playing(Slot slot) {
        return receive(slot)
                .onMessage(PlayoutEnded.class, ended -> ended.id() == slot.id, ended -> {
                    if (ended.end() != PlayoutListener.End.DRAINED) {
                        cutShort(slot, ended.ssrc());
                    } else if (slot.play.again()) {
                        removeTap(slot);
                        return load(slot, Duration.ZERO);
                    } else {
                        runOut(slot, ended.ssrc());
                    }
                    return idle();
                })
                .onMessage(Playback.Play.class, next -> {
                    stash.stash(next);
                    return stop(slot, Duration.ZERO);
                })
                .onMessage(
                        Playback.Interrupt.class,
                        interrupt -> stop(slot, slot.paused ? Duration.ZERO : interrupt.fadeOut()))
                .onMessage(Playback.Pause.class, pause -> {
                    slot.paused = true;
                    session.pausePlayout();
                    return Behaviors.same();
                })
                .onMessage(Playback.Resume.class, resume -> {
                    slot.paused = false;
                    session.resumePlayout();
                    return Behaviors.same();
                })
                .build();
    }

    /** Waits, a slot or a fade long, for the session to let the playout go; what belongs to a next playback waits too. */
    private Behavior<Playback.Command> stopping(Slot slot) {
        return receive(slot)
                .onMessage(PlayoutEnded.class, ended -> ended.id() == slot.id, ended -> {
                    cutShort(slot, ended.ssrc());
                    return stash.unstashAll(idle());
                })
                .onMessage(Playback.Play.class, next -> {
                    stash.stash(next);
                    return hurry(slot);
                })
                .onMessage(Playback.Interrupt.class, interrupt -> {
                    if (!stash.isEmpty()) {
                        stash.stash(interrupt);
                        return Behaviors.same();
                    }
                    return interrupt.fadeOut().isZero() ? hurry(slot) : Behaviors.same();
                })
                .onMessage(Playback.Pause.class, pause -> stashOrRefuse(pause, "pause"))
                .onMessage(Playback.Resume.class, resume -> stashOrRefuse(resume, "resume"))
                .build();
    }

    /** What every state does alike. */
    private BehaviorBuilder<Playback.Command> receive(@Nullable Slot slot) {
        return BehaviorBuilder.<Playback.Command>create()
                .onMessage(Playback.Mute.class, mute -> {
                    session.mute(MediaSession.Side.SENT, mute.on());
                    return Behaviors.same();
                })
                .onMessage(Loaded.class, late -> slot == null || late.id() != slot.id, late -> {
                    late.prompt().source().close();
                    return Behaviors.same();
                })
                .onMessage(NotLoaded.class, late -> slot == null || late.id() != slot.id, late -> Behaviors.same())
                .onMessage(PlayoutEnded.class, late -> slot == null || late.id() != slot.id, late -> Behaviors.same())
                .onSignal(PreRestart.class, signal -> {
                    if (slot != null) {
                        cutShort(slot, 0);
                    }
                    return released(slot);
                })
                .onSignal(PostStop.class, signal -> released(slot));
    }

    private Behavior<Playback.Command> begin(Playback.Play play) {
        Slot slot = new Slot(++lastId, play);
        call.tell(new Playback.Started(play.playId()));
        return load(slot, play.offset());
    }

    private Behavior<Playback.Command> load(Slot slot, Duration offset) {
        context.pipeToSelf(
                prompts.load(slot.play.url(), offset, blocking),
                (prompt, failure) ->
                        prompt == null ? new NotLoaded(slot.id, reason(failure)) : new Loaded(slot.id, prompt));
        return loading(slot);
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof PromptException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    private Behavior<Playback.Command> play(Slot slot, Prompt prompt) {
        ActorRef<Playback.Command> self = context.getSelf();
        slot.tap = prompt.tap();
        if (slot.tap != null) {
            session.addTap(slot.tap);
        }
        session.play(prompt.source(), (end, playedMillis, ssrc) -> self.tell(new PlayoutEnded(slot.id, end, ssrc)));
        if (slot.paused) {
            session.pausePlayout();
        }
        return playing(slot);
    }

    private Behavior<Playback.Command> cannotPlay(Slot slot, String why) {
        Playback.Play play = slot.play;
        call.tell(new Playback.Failed("filetrack: " + play.url(), why, play.playId()));
        runOut(slot, 0);
        return idle();
    }

    private Behavior<Playback.Command> stop(Slot slot, Duration fade) {
        slot.fading = !fade.isZero();
        session.stopPlayout(fade);
        return stopping(slot);
    }

    private Behavior<Playback.Command> hurry(Slot slot) {
        if (slot.fading) {
            slot.fading = false;
            session.stopPlayout(Duration.ZERO);
        }
        return Behaviors.same();
    }

    private Behavior<Playback.Command> stashOrRefuse(Playback.Command command, String name) {
        if (stash.isEmpty()) {
            return nothingPlays(name);
        }
        stash.stash(command);
        return Behaviors.same();
    }

    private Behavior<Playback.Command> nothingPlays(String command) {
        call.tell(new Playback.Failed(command, "track not found: " + track, null));
        return Behaviors.same();
    }

    /** The playback ended by itself: what was to happen after it happens. */
    private void runOut(Slot slot, long ssrc) {
        ended(slot, ssrc, slot.play.autoHangup(), slot.play.waitInputTimeout());
    }

    /** The playback was interrupted or replaced: what was to happen after it does not. */
    private void cutShort(Slot slot, long ssrc) {
        ended(slot, ssrc, false, Duration.ZERO);
    }

    private void ended(Slot slot, long ssrc, boolean autoHangup, Duration waitInputTimeout) {
        Duration duration = Duration.ofNanos(System.nanoTime() - slot.startedNanos);
        call.tell(new Playback.Ended(slot.play.playId(), duration, ssrc, autoHangup, waitInputTimeout));
        removeTap(slot);
    }

    private void removeTap(Slot slot) {
        if (slot.tap != null) {
            session.removeTap(slot.tap);
            slot.tap = null;
        }
    }

    private Behavior<Playback.Command> released(@Nullable Slot slot) {
        if (slot != null) {
            removeTap(slot);
            session.stopPlayout(Duration.ZERO);
        }
        return Behaviors.same();
    }
}
