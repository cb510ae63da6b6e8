package io.tandem.control.webphone;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.AgentRelay;
import io.tandem.call.CallActor;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import java.time.Duration;

/**
 * Rings an inbound call on the pages of a name until one of them takes it, through a control socket of its own, or there is no hope
 * left: nobody listens, nobody answers in time, the caller gives up.
 */
public final class PhoneAgent {

    /** What the directory says about the phone. */
    enum Attendance implements AgentRelay.Internal {
        /** At least one page listens. */
        ATTENDED,
        /** No page listens, or none any more. */
        DESERTED,
        /** Too many calls ring there. */
        BUSY
    }

    /** Nobody took the call; nobody came back. */
    private enum Timeout implements AgentRelay.Internal {
        ANSWER,
        RETURN
    }

    /** The event log has something to read. */
    private record Readable() implements AgentRelay.Internal {}

    /** A page that is loaded anew, or has lost its connection for a moment, listens again within this time. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int BATCH = 16;

    private final LiveCall call;
    private final InboundHandler.Phone phone;
    private final ActorRef<PhoneDirectory.Message> directory;
    private final TimerScheduler<AgentRelay.Command> timers;
    private final EventLog.Cursor cursor;
    private Notice.Reason reason = Notice.Reason.CANCELLED;
    private boolean over;

    /** The agent of one inbound call, to be started with the call. */
    public static Behavior<AgentRelay.Command> create(
            LiveCall call, InboundHandler.Phone phone, ActorRef<PhoneDirectory.Message> directory) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new PhoneAgent(context, timers, call, phone, directory).waiting()));
    }

    private PhoneAgent(
            ActorContext<AgentRelay.Command> context,
            TimerScheduler<AgentRelay.Command> timers,
            LiveCall call,
            InboundHandler.Phone phone,
            ActorRef<PhoneDirectory.Message> directory) {
        this.call = call;
        this.phone = phone;
        this.directory = directory;
        this.timers = timers;
        ActorRef<AgentRelay.Command> self = context.getSelf();
        cursor = call.events().open(0, () -> self.tell(new Readable()));
        self.tell(new Readable());
        directory.tell(new PhoneDirectory.Ring(phone.name(), Notice.Incoming.of(call.spec()), self.narrow()));
    }

    private Behavior<AgentRelay.Command> waiting() {
        return alive().onMessageEquals(Attendance.ATTENDED, this::ring)
                .onMessageEquals(Attendance.DESERTED, () -> end(absent()))
                .onMessageEquals(Attendance.BUSY, () -> end(busy()))
                .build();
    }

    private Behavior<AgentRelay.Command> ring() {
        timers.startSingleTimer(Timeout.ANSWER, phone.timeout());
        call.actor().tell(new CallActor.Execute(new Command.Ringing(null, false, null), null, null));
        return ringing();
    }

    private Behavior<AgentRelay.Command> ringing() {
        return alive().onMessageEquals(Attendance.DESERTED, () -> {
                    timers.startSingleTimer(Timeout.RETURN, PATIENCE);
                    return Behaviors.same();
                })
                .onMessageEquals(Attendance.ATTENDED, () -> {
                    timers.cancel(Timeout.RETURN);
                    return Behaviors.same();
                })
                .onMessageEquals(Timeout.RETURN, () -> end(absent()))
                .onMessageEquals(Timeout.ANSWER, () -> end(unanswered()))
                .build();
    }

    /** The call was told to end: what is left is to see it happen. */
    private Behavior<AgentRelay.Command> end(HangupCause cause) {
        timers.cancelAll();
        call.actor().tell(new CallActor.Terminate(cause, 0));
        return alive().onAnyMessage(late -> Behaviors.same()).build();
    }

    private BehaviorBuilder<AgentRelay.Command> alive() {
        return Behaviors.receive(AgentRelay.Command.class)
                .onMessage(Readable.class, readable -> {
                    read();
                    return over ? Behaviors.stopped() : Behaviors.same();
                })
                .onSignal(PostStop.class, stop -> onStop());
    }

    private void read() {
        EventLog.Batch batch;
        do {
            batch = cursor.next(BATCH);
            batch.entries().forEach(entry -> onEvent(entry.event()));
            over |= batch.end();
        } while (!over && !batch.entries().isEmpty());
    }

    private void onEvent(Event event) {
        if (over) {
            return;
        }
        if (event instanceof Event.Answer) {
            over = true;
            reason = Notice.Reason.ANSWERED_ELSEWHERE;
        } else if (event instanceof Event.Hangup hangup) {
            over = true;
            reason = switch (hangup.cause().reason()) {
                case REJECTED -> Notice.Reason.DECLINED;
                case NO_ANSWER -> Notice.Reason.TIMEOUT;
                default -> Notice.Reason.CANCELLED;
            };
        }
    }

    /** A call that ends takes its agent with it, often before it has read why. */
    private Behavior<AgentRelay.Command> onStop() {
        read();
        cursor.close();
        directory.tell(new PhoneDirectory.Silence(phone.name(), call.id(), reason));
        return Behaviors.same();
    }

    /** Q.850 20: subscriber absent. */
    private HangupCause absent() {
        return new HangupCause(HangupReason.NO_ANSWER, "no page listens as " + phone.name(), Initiator.SYSTEM, 480, 20);
    }

    /** Q.850 19: no answer from user. */
    private HangupCause unanswered() {
        return new HangupCause(HangupReason.NO_ANSWER, phone.name() + " did not answer", Initiator.SYSTEM, 480, 19);
    }

    /** Q.850 17: user busy. */
    private HangupCause busy() {
        return new HangupCause(
                HangupReason.REJECTED, Phone.MAX_RINGING + " calls ring there already", Initiator.SYSTEM, 486, 17);
    }
}
