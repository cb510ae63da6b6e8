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
            permits Execute,
                    Describe,
                    ControllerAttached,
                    ControllerLost,
                    Terminate,
                    Internal,
                    Transport.Report,
                    Playback.Report,
                    VoiceActivity.Report,
                    Recording.Report {}

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
    sealed interface Internal extends Message permits AcceptTimeout, ResumeTimeout, InputTimeout, EndTimeout {}

    private record AcceptTimeout() implements Internal {}

    private record ResumeTimeout() implements Internal {}

    /** No input came after a playback. */
    record InputTimeout(Instant armed, Duration timeout) implements Internal {}

    private record EndTimeout() implements Internal {}

    /** 64·T1 of an unanswered BYE and some; after it the call ends without its transport's word. */
    static final Duration END_TIMEOUT = Duration.ofSeconds(35);

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

    /** The behavior of a new call that writes its events to {@code log}. */
    static Behavior<Message> create(CallSpec spec, EventLog log, CallSettings settings, Clock clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new CallActor(spec, log, settings, clock, context, timers).start()));
    }

    private CallActor(
            CallSpec spec,
            EventLog log,
            CallSettings settings,
            Clock clock,
            ActorContext<Message> context,
            TimerScheduler<Message> timers) {
        this.spec = spec;
        this.context = context;
        this.timers = timers;
        journal = new Journal(spec, log, clock);
        turns = new Turns(settings.maxQueuedCommands(), journal);
        children = new CallChildren(new LiveCall(spec, context.getSelf(), log), context, clock);
        commands = new CallCommands(this, spec, journal, turns, children);
        reports = new ChildReports(this, spec, journal, children, timers, clock);
    }

    private Behavior<Message> start() {
        children.startAgents();
        if (!spec.inbound()) {
            return idle();
        }
        if (!spec.acceptTimeout().isZero()) {
            timers.startSingleTimer(AcceptTimeout.class, new AcceptTimeout(), spec.acceptTimeout());
        }
        return pending();
    }

    // States: each a method that returns a behavior.

    private Behavior<Message> idle() {
        return living("created", commands.idle).onAnyMessage(this::misplaced).build();
    }

    private Behavior<Message> pending() {
        return living("pending", commands.pending)
                .onMessage(AcceptTimeout.class, timeout -> ending(Causes.ACCEPT_TIMEOUT))
                .onMessage(Transport.Rang.class, this::onRang)
                .onMessage(Transport.Answered.class, this::onAnswered)
                .onMessage(Transport.Refused.class, this::onRefused)
                .onAnyMessage(this::misplaced)
                .build();
    }

    private Behavior<Message> dialing() {
        return living("dialing", commands.answered)
                .onMessage(Transport.Answered.class, this::onAnswered)
                .onMessage(Transport.Refused.class, this::onDialRefused)
                .onAnyMessage(this::misplaced)
                .build();
    }

    private Behavior<Message> answered() {
        return living("answered", commands.answered)
                .onAnyMessage(this::misplaced)
                .build();
    }

    private Behavior<Message> held() {
        return living("held", commands.answered).onAnyMessage(this::misplaced).build();
    }

    private Behavior<Message> terminating() {
        stateName = "terminating";
        turns.use(commands.terminating);
        return reports.on(Behaviors.receive(Message.class))
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Describe.class, this::onDescribe)
                .onMessage(Transport.Ended.class, ended -> finish())
                .onMessage(EndTimeout.class, timeout -> finish())
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    /** What every state before the end understands. */
    private BehaviorBuilder<Message> living(String name, CommandTable table) {
        stateName = name;
        turns.use(table);
        return reports.on(Behaviors.receive(Message.class))
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Describe.class, this::onDescribe)
                .onMessage(ControllerAttached.class, this::onControllerAttached)
                .onMessage(ControllerLost.class, this::onControllerLost)
                .onMessage(ResumeTimeout.class, timeout -> ending(Causes.CONTROLLER_LOST))
                .onMessage(Terminate.class, this::onTerminate)
                .onMessage(Transport.HoldChanged.class, this::onHoldChanged)
                .onMessage(Transport.Inactive.class, this::onInactive)
                .onMessage(Transport.Ended.class, this::onEnded);
    }

    // Controllers

    private Behavior<Message> onExecute(Execute execute) {
        turns.submit(execute);
        return moved();
    }

    private Behavior<Message> onDescribe(Describe describe) {
        describe.replyTo().tell(journal.snapshot(stateName));
        return Behaviors.same();
    }

    private Behavior<Message> onControllerAttached(ControllerAttached attached) {
        timers.cancel(ResumeTimeout.class);
        return Behaviors.same();
    }

    private Behavior<Message> onControllerLost(ControllerLost lost) {
        if (lost.resume().isZero()) {
            return ending(Causes.CONTROLLER_LOST);
        }
        timers.startSingleTimer(ResumeTimeout.class, new ResumeTimeout(), lost.resume());
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
        timers.cancel(AcceptTimeout.class);
        journal.answered(answered.sdp());
        next = answered();
        commands.startProcessors();
        turns.done();
        turns.next();
        return moved();
    }

    private Behavior<Message> onRefused(Transport.Refused refused) {
        turns.failed(refused.why(), refused.code());
        turns.next();
        return moved();
    }

    private Behavior<Message> onDialRefused(Transport.Refused refused) {
        journal.write(new Event.Reject(spec.id(), refused.why(), refused.code()));
        journal.error(null, refused.command(), refused.why(), refused.code());
        turns.failed(refused.why(), refused.code());
        return ending(Causes.dialRefused(refused));
    }

    private Behavior<Message> onHoldChanged(Transport.HoldChanged hold) {
        journal.write(new Event.Hold(spec.id(), hold.onHold()));
        return hold.onHold() ? held() : answered();
    }

    private Behavior<Message> onInactive(Transport.Inactive inactive) {
        journal.write(new Event.Inactivity(spec.id()));
        return ending(Causes.INACTIVE);
    }

    private Behavior<Message> onEnded(Transport.Ended ended) {
        cause = ended.cause();
        return finish();
    }

    // The end

    /** Ends the call: the first cause wins. The state changes when the running message is done. */
    void end(HangupCause why, Map<String, String> headers, int retryAfterSeconds) {
        if (cause != null) {
            return;
        }
        cause = why;
        turns.abandon("the call ended: " + why.describe());
        if (spec.inbound() && !journal.isAnswered()) {
            children.transport.tell(
                    new Transport.Reject(why.refusalStatus(), why.describe(), why.q850(), retryAfterSeconds));
        } else {
            children.transport.tell(new Transport.Hangup(why, headers));
        }
        timers.cancelAll();
        timers.startSingleTimer(EndTimeout.class, new EndTimeout(), END_TIMEOUT);
        next = terminating();
    }

    boolean isEnding() {
        return cause != null;
    }

    /** An outbound call is being set up. */
    void dial() {
        next = dialing();
    }

    /** A new playback was asked for: what the one before waited for is moot. */
    void forgetInputTimeout() {
        reports.inputCame();
    }

    /** {@link #end} as the outcome of a message. */
    Behavior<Message> ending(HangupCause why) {
        end(why, Map.of(), 0);
        return moved();
    }

    private Behavior<Message> finish() {
        turns.abandon("the call ended");
        journal.finish(cause == null ? HangupCause.fault("the call ended without a cause") : cause);
        return Behaviors.stopped();
    }

    /** The transport failed or stopped without a word: there is no call without it. */
    Behavior<Message> transportLost() {
        if (cause == null) {
            cause = HangupCause.fault("the transport of the call failed");
        }
        return finish();
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
