package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What this dialect keeps of a call beside the call itself: who controls it, its audio port, who wants copies of commands. */
final class ControlledCall {

    /** A command that was handed to the call, as JSON without secrets. */
    record CommandCopy(long timestamp, String json) {}

    private final LiveCall live;
    private final AudioPort audio;
    private final Clock clock;
    private final AtomicBoolean controlled = new AtomicBoolean();
    private final AtomicBoolean dumped = new AtomicBoolean();
    private final List<Consumer<CommandCopy>> copies = new CopyOnWriteArrayList<>();
    private volatile boolean subscribed;

    ControlledCall(LiveCall live, AudioPort audio, Clock clock) {
        this.live = live;
        this.audio = audio;
        this.clock = clock;
    }

    LiveCall live() {
        return live;
    }

    AudioPort audio() {
        return audio;
    }

    /** Takes control; false when another socket has it. */
    boolean claim() {
        return controlled.compareAndSet(false, true);
    }

    void release() {
        controlled.set(false);
    }

    boolean idle() {
        return !controlled.get();
    }

    /** True for the first caller only: a call has one dump file. */
    boolean claimDump() {
        return dumped.compareAndSet(false, true);
    }

    /** Whether a controller asked for the call's audio; a controller that comes back still gets it. */
    boolean subscribed() {
        return subscribed;
    }

    void execute(CommandReader.Parsed parsed) {
        if (parsed.command() instanceof Command.Invite invite && invite.options().subscribe()
                || parsed.command() instanceof Command.Accept accept && accept.options().subscribe()) {
            subscribed = true;
        }
        CommandCopy copy = new CommandCopy(clock.millis(), parsed.json());
        copies.forEach(reader -> reader.accept(copy));
        live.actor().tell(new CallActor.Execute(parsed.command(), parsed.id()));
    }

    /** Copies of every command from now on; {@code reader} must not block. Running the result ends it. */
    Runnable copyTo(Consumer<CommandCopy> reader) {
        copies.add(reader);
        return () -> copies.remove(reader);
    }
}
