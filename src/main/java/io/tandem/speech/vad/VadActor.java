package io.tandem.speech.vad;

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
import io.tandem.call.VadOptions;
import io.tandem.call.VoiceActivity;
import io.tandem.media.MediaSession;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Voice activity of one call: owns the tap in its media session and forwards what the worker found. */
public final class VadActor extends AbstractBehavior<VoiceActivity.Command> {

    /** A detector was chosen for the {@code generation}th start. */
    private record Chosen(int generation, VadOptions options, VadEngines.Choice choice)
            implements VoiceActivity.Internal {}

    /** No detector could be chosen at all. */
    private record NotChosen(int generation, String why) implements VoiceActivity.Internal {}

    /** The worker found something. */
    private record Heard(int generation, VoiceActivity.Report report) implements VoiceActivity.Internal {}

    /** The worker had to give the detector up. */
    private record GaveUp(int generation, VadOptions options, SpeechModel model, String why)
            implements VoiceActivity.Internal {}

    private final ActorRef<CallActor.Message> call;
    private final MediaSession session;
    private final VadEngines engines;
    private final Clock clock;
    private final Executor blocking;
    private @Nullable VadStream stream;
    private int generation;

    /** Watches {@code session} for {@code call}; nothing happens before {@link VoiceActivity.Start}. */
    public static Behavior<VoiceActivity.Command> create(
            ActorRef<CallActor.Message> call, MediaSession session, VadEngines engines) {
        return create(call, session, engines, Clock.systemUTC());
    }

    static Behavior<VoiceActivity.Command> create(
            ActorRef<CallActor.Message> call, MediaSession session, VadEngines engines, Clock clock) {
        return Behaviors.setup(context -> new VadActor(context, call, session, engines, clock));
    }

    private VadActor(
            ActorContext<VoiceActivity.Command> context,
            ActorRef<CallActor.Message> call,
            MediaSession session,
            VadEngines engines,
            Clock clock) {
        super(context);
        this.call = call;
        this.session = session;
        this.engines = engines;
        this.clock = clock;
        this.blocking =
                context.getSystem().dispatchers().lookup(DispatcherSelector.fromConfig("tandem-blocking-dispatcher"));
    }

    @Override
    public Receive<VoiceActivity.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(VoiceActivity.Start.class, this::onStart)
                .onMessage(VoiceActivity.Stop.class, this::onStop)
                .onMessage(Chosen.class, this::onChosen)
                .onMessage(NotChosen.class, this::onNotChosen)
                .onMessage(Heard.class, this::onHeard)
                .onMessage(GaveUp.class, this::onGaveUp)
                .onSignal(PreRestart.class, signal -> released())
                .onSignal(PostStop.class, signal -> released())
                .build();
    }

    private Behavior<VoiceActivity.Command> onStart(VoiceActivity.Start start) {
        release();
        choose(start.options());
        return this;
    }

    private void choose(VadOptions options) {
        int asked = ++generation;
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> engines.choose(options.type()), blocking),
                        (choice, failure) -> choice == null
                                ? new NotChosen(asked, String.valueOf(failure))
                                : new Chosen(asked, options, choice));
    }

    private Behavior<VoiceActivity.Command> onChosen(Chosen chosen) {
        if (chosen.generation() != generation) {
            return this;
        }
        String degraded = chosen.choice().degraded();
        if (degraded != null) {
            call.tell(new VoiceActivity.Degraded(degraded));
        }
        SpeechModel model = chosen.choice().model();
        VadStream opened = engines.listen(model, chosen.options(), clock, listener(chosen, model));
        stream = opened;
        session.addTap(opened.tap());
        return this;
    }

    /** Called on the worker thread: only tells. */
    private VadStream.Listener listener(Chosen chosen, SpeechModel model) {
        ActorRef<VoiceActivity.Command> self = getContext().getSelf();
        return new VadStream.Listener() {
            @Override
            public void heard(VoiceActivity.Report report) {
                self.tell(new Heard(chosen.generation(), report));
            }

            @Override
            public void failed(String why) {
                self.tell(new GaveUp(chosen.generation(), chosen.options(), model, why));
            }
        };
    }

    private Behavior<VoiceActivity.Command> onNotChosen(NotChosen not) {
        if (not.generation() == generation) {
            call.tell(new VoiceActivity.Degraded("vad: " + not.why()));
        }
        return this;
    }

    private Behavior<VoiceActivity.Command> onHeard(Heard heard) {
        if (heard.generation() == generation) {
            call.tell(heard.report());
        }
        return this;
    }

    private Behavior<VoiceActivity.Command> onGaveUp(GaveUp gaveUp) {
        engines.broken(gaveUp.model(), gaveUp.why());
        if (gaveUp.generation() == generation) {
            release();
            call.tell(new VoiceActivity.Degraded(
                    "vad: " + gaveUp.model().name() + " gave up: " + gaveUp.why() + "; going on with another"));
            choose(gaveUp.options());
        }
        return this;
    }

    private Behavior<VoiceActivity.Command> onStop(VoiceActivity.Stop stop) {
        release();
        return this;
    }

    private Behavior<VoiceActivity.Command> released() {
        release();
        return this;
    }

    private void release() {
        generation++;
        VadStream old = stream;
        stream = null;
        if (old != null) {
            old.close();
            session.removeTap(old.tap());
        }
    }
}
