package io.tandem.control.demo;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tandem.call.AgentRelay;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import io.tandem.call.SipOptions;
import io.tandem.call.VadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The agent that takes calls out of the box: accepts what comes in, plays a greeting that speech interrupts, then echoes what it hears; {@code #}
 * hangs up. It is driven by the events of the call alone.
 */
public final class DemoAgent extends AbstractBehavior<AgentRelay.Command> {

    /** The log has something to read. */
    private record Readable() implements AgentRelay.Internal {}

    private static final int BATCH = 32;
    private static final String GREETING = "tandem:greeting";
    private static final String ECHO = "tandem:echo";
    private static final Duration FADE = Duration.ofMillis(100);

    private static final CallOptions OPTIONS = new CallOptions(
            null,
            null,
            null,
            null,
            null,
            new VadOptions("silero", 0.5, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ZERO),
            Duration.ZERO,
            false,
            false,
            Map.of(),
            SipOptions.NONE,
            List.of(),
            Map.of("vad", Map.of("type", "silero")));

    private final LiveCall call;
    private final EventLog.Cursor cursor;
    private boolean greeting;

    /** The agent of one call, to be started with the call. */
    public static Behavior<AgentRelay.Command> create(LiveCall call) {
        return Behaviors.setup(context -> new DemoAgent(context, call));
    }

    private DemoAgent(ActorContext<AgentRelay.Command> context, LiveCall call) {
        super(context);
        this.call = call;
        this.cursor = call.events().open(0, () -> context.getSelf().tell(new Readable()));
        if (call.spec().inbound()) {
            execute(new Command.Accept(OPTIONS));
        }
        context.getSelf().tell(new Readable());
    }

    @Override
    public Receive<AgentRelay.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Readable.class, readable -> onReadable())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<AgentRelay.Command> onReadable() {
        EventLog.Batch batch;
        do {
            batch = cursor.next(BATCH);
            batch.entries().forEach(entry -> onEvent(entry.event()));
        } while (!batch.entries().isEmpty() && !batch.end());
        return batch.end() ? Behaviors.stopped() : this;
    }

    private void onEvent(Event event) {
        if (event instanceof Event.Answer) {
            greeting = true;
            play(GREETING);
        } else if (event instanceof Event.Speaking && greeting) {
            execute(new Command.Interrupt(false, FADE));
        } else if (event instanceof Event.TrackEnd end && greeting && GREETING.equals(end.playId())) {
            greeting = false;
            play(ECHO);
        } else if (event instanceof Event.Dtmf dtmf && dtmf.digit() == '#') {
            execute(new Command.Hangup(null, "system", Map.of()));
        }
    }

    private void play(String url) {
        execute(new Command.Play(url, url, false, Duration.ZERO, Duration.ZERO));
    }

    private void execute(Command command) {
        call.actor().tell(new CallActor.Execute(command, null, null));
    }

    private Behavior<AgentRelay.Command> onStop() {
        cursor.close();
        return this;
    }
}
