package io.tandem.call;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call: decides and forwards, implements nothing. Its states are behaviors: idle (waits for `invite`) → dialing, or pending
 * (waits for `accept`); then answered ⇄ held → terminating → stopped.
 */
public final class CallActor {

    /** Everything a call understands: controllers' requests and the reports of its children. */
    public sealed interface Message
            permits Execute, Describe, ControllerAttached, ControllerLost, Terminate, Internal, ChildReport {}

    /**
     * Carry out a command. Commands run one after another in arrival order; `hangup` overtakes.
     *
     * @param commandId when given, exactly one ack or error event carries it
     * @param source the command as its controller wrote it, secrets redacted, for observers; null when no text exists
     */
    public record Execute(Command command, @Nullable String commandId, @Nullable String source) implements Message {}

    /** Ask for a row of the listing. */
    public record Describe(ActorRef<CallSnapshot> replyTo) implements Message {}

    /** A controller took (or took back) control; a pending {@link ControllerLost} deadline is cancelled. */
    public record ControllerAttached() implements Message {}

    /** The controller's connection is gone; unless one attaches within {@code resume}, the call ends. */
    public record ControllerLost(Duration resume) implements Message {}

    /** End the call for a reason of the server's own: kill, drain, failed webhook. A pending inbound leg gets the cause's status. */
    public record Terminate(HangupCause cause, int retryAfterSeconds) implements Message {}

    /** Private to the call. */
    sealed interface Internal extends Message permits InputTimeout, Timeout {}

    /** No input came after a playback. */
    record InputTimeout(Instant armed, Duration timeout) implements Internal {}

    /** Nobody accepted the call, no controller came back, the transport did not end: each in its time. */
    private enum Timeout implements Internal {
        ACCEPT,
        RESUME,
        END
    }

    /** After it the call ends without its transport's word. Transports are quick: what a peer is still owed outlives its call. */
    static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final CallSpec spec;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final Journal journal;
    private final Turns turns;
    private final CallChildren children;
    private final CallCommands commands;
    private final ChildReports reports;
    private Behavior<Message> next = Behaviors.same();
    private @Nullable HangupCause cause;
    private String stateName = "";

    /** The behavior of a new call; {@code journal} is the actor's as long as it lives. */
    static Behavior<Message> create(CallSpec spec, Journal journal, CallSettings settings, Clock clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new CallActor(spec, journal, settings, clock, context, timers).start()));
    }

    private CallActor(
            CallSpec spec,
            Journal journal,
            CallSettings settings,
            Clock clock,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        this.spec = spec;
        this.context = context;
        this.timers = timers;
        this.journal = journal;
        turns = new Turns(settings.maxQueuedCommands(), journal);
        children = new CallChildren(new LiveCall(spec, context.getSelf(), journal.log()), context, clock);
        commands = new CallCommands(this, spec, journal, turns, children, timers);
        reports = new ChildReports(this, spec, journal, turns, children, timers, clock);
    }

    private Behavior<Message> start() {
        children.startResidents();
        if (!spec.inbound()) {
            return idle();
        }
        if (!spec.acceptTimeout().isZero()) {
            timers.startSingleTimer(Timeout.ACCEPT, spec.acceptTimeout());
        }
        return pending();
    }

    // States: each a method that returns a behavior.

    private Behavior<Message> idle() {
        return living("created", commands.idle).onAnyMessage(this::misplaced).build();
    }

    private Behavior<Message> pending() {
        return living("pending", commands.pending)
                .onMessageEquals(Timeout.ACCEPT, () -> ending(Causes.ACCEPT_TIMEOUT))
                .onMessage(Transport.Rang.class, this::onRang)
                .onMessage(Transport.Answered.class, this::onAnswered)
                .onMessage(Transport.Refused.class, this::onRefused)
                .onAnyMessage(this::misplaced)
                .build();
    }

    private Behavior<Message> dialing() {
        return living("dialing", commands.dialing)
                .onMessage(Transport.Rang.class, reports::onFarEndRang)
                .onMessage(Transport.Answered.class, this::onAnswered)
                .onMessage(Transport.Refused.class, no -> dialFailed(no.command(), Causes.dialRefused(no)))
                .onMessage(Transport.DialFailed.class, failed -> dialFailed("invite", failed.cause()))
                .onAnyMessage(this::misplaced)
                .build();
    }

    /** Answered or held: they differ in name only. */
    private Behavior<Message> talking(String name) {
        return living(name, commands.answered)
                .onMessage(Transport.CarriedOut.class, this::onCarriedOut)
                .onMessage(Transport.Refused.class, this::onRefused)
                .onAnyMessage(this::misplaced)
                .build();
    }

    private Behavior<Message> terminating() {
        stateName = "terminating";
        turns.use(commands.terminating);
        return always().onMessage(Transport.Ended.class, ended -> finish(ended.cause()))
                .onMessageEquals(Timeout.END, () -> finish(Causes.TRANSPORT_SILENT))
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    /** What every state before the end understands. */
    private BehaviorBuilder<Message> living(String name, CommandTable table) {
        stateName = name;
        turns.use(table);
        return always().onMessage(ControllerAttached.class, attached -> {
                    timers.cancel(Timeout.RESUME);
                    return Behaviors.same();
                })
                .onMessage(ControllerLost.class, this::onControllerLost)
                .onMessageEquals(Timeout.RESUME, () -> ending(Causes.CONTROLLER_LOST))
                .onMessage(Terminate.class, this::onTerminate)
                .onMessage(Transport.HoldChanged.class, this::onHoldChanged)
                .onMessage(Transport.Inactive.class, this::onInactive)
                .onMessage(Transport.Ended.class, ended -> finish(ended.cause()));
    }

    /** What every state understands. */
    private BehaviorBuilder<Message> always() {
        return reports.on(Behaviors.receive(Message.class))
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Describe.class, describe -> {
                    describe.replyTo().tell(journal.snapshot(stateName));
                    return Behaviors.same();
                });
    }

    // Controllers

    private Behavior<Message> onExecute(Execute execute) {
        turns.submit(execute);
        return moved();
    }

    private Behavior<Message> onControllerLost(ControllerLost lost) {
        if (lost.resume().isZero()) {
            return ending(Causes.CONTROLLER_LOST);
        }
        timers.startSingleTimer(Timeout.RESUME, lost.resume());
        return Behaviors.same();
    }

    private Behavior<Message> onTerminate(Terminate terminate) {
        end(terminate.cause(), Map.of(), terminate.retryAfterSeconds());
        return moved();
    }

    // Transport

    private Behavior<Message> onRang(Transport.Rang rang) {
        journal.rang();
        commands.rang();
        turns.next();
        return moved();
    }

    private Behavior<Message> onAnswered(Transport.Answered answered) {
        timers.cancel(Timeout.ACCEPT);
        journal.answered(answered);
        next = talking("answered");
        commands.startProcessors();
        turns.done();
        turns.next();
        return moved();
    }

    private Behavior<Message> onCarriedOut(Transport.CarriedOut done) {
        commands.holdCarriedOut();
        turns.done();
        turns.next();
        return moved();
    }

    private Behavior<Message> onRefused(Transport.Refused refused) {
        turns.failed(refused.why(), refused.code());
        turns.next();
        return moved();
    }

    private Behavior<Message> dialFailed(String command, HangupCause why) {
        journal.refused(command, why);
        turns.failed(why.describe(), why.status());
        return ending(why);
    }

    private Behavior<Message> onHoldChanged(Transport.HoldChanged hold) {
        journal.write(new Event.Hold(spec.id(), hold.onHold()));
        children.bridging.start(new Bridging.Hold(hold.onHold()));
        return talking(hold.onHold() ? "held" : "answered");
    }

    private Behavior<Message> onInactive(Transport.Inactive inactive) {
        journal.write(new Event.Inactivity(spec.id()));
        return ending(Causes.INACTIVE);
    }

    // The end

    /** Ends the call: the first cause wins. The state changes when the running message is done. */
    void end(HangupCause why, Map<String, String> headers, int retryAfterSeconds) {
        if (cause != null) {
            return;
        }
        cause = why;
        turns.abandon("the call ended: " + why.describe());
        children.end(why, headers, retryAfterSeconds, spec.inbound() && !journal.isAnswered());
        timers.cancelAll();
        timers.startSingleTimer(Timeout.END, END_TIMEOUT);
        next = terminating();
    }

    boolean isEnding() {
        return cause != null;
    }

    /** An outbound call is being set up. */
    void dial() {
        next = dialing();
    }

    /** {@link #end} as the outcome of a message. */
    Behavior<Message> ending(HangupCause why) {
        end(why, Map.of(), 0);
        return moved();
    }

    /** The transport is gone: there is no call without it. A cause that was recorded before {@code why} wins. */
    Behavior<Message> finish(HangupCause why) {
        turns.abandon("the call ended");
        journal.finish(cause == null ? why : cause.completedBy(why));
        return Behaviors.stopped();
    }

    private Behavior<Message> misplaced(Message message) {
        context.getLog().warn("call {}: {} does not belong to state {}", spec.id(), message, stateName);
        return Behaviors.same();
    }

    private Behavior<Message> moved() {
        Behavior<Message> to = next;
        next = Behaviors.same();
        return to;
    }
}
