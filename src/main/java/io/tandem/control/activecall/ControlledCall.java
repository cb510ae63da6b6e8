package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import java.util.concurrent.atomic.AtomicBoolean;

/** What this dialect keeps of a call beside the call itself: whether a socket controls it, its audio port, its dump. */
final class ControlledCall {

    private final LiveCall live;
    private final AudioPort audio;
    private final AtomicBoolean controlled = new AtomicBoolean();
    private final AtomicBoolean dumped = new AtomicBoolean();
    private volatile boolean subscribed;

    ControlledCall(LiveCall live, AudioPort audio) {
        this.live = live;
        this.audio = audio;
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
        if (parsed.command() instanceof Command.Invite invite
                        && invite.options().subscribe()
                || parsed.command() instanceof Command.Accept accept
                        && accept.options().subscribe()) {
            subscribed = true;
        }
        live.actor().tell(new CallActor.Execute(parsed.command(), parsed.id(), parsed.json()));
    }
}
