package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.OutboundDesk.Located;
import io.tandem.frontend.sip.OutboundDesk.NotDialedException;
import io.tandem.media.MediaSession;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The leg of a call that its controller starts (UAC), before there is anything on the wire. States: idle (waits for `invite`), locating
 * (finds the callee's address); {@link DialingLeg} and {@link EstablishedLeg} have the others.
 */
final class OutboundLeg {

    /** A callee was found, or {@code failure} says why not. */
    record Found(@Nullable Located located, @Nullable Throwable failure) implements Transport.Internal {}

    private final ActorContext<Transport.Command> context;
    private final TimerScheduler<Transport.Command> timers;
    private final OutboundDesk desk;
    private final MediaSession session;
    private final MediaFacts facts;
    private final ActorRef<CallActor.Message> call;

    static Behavior<Transport.Command> create(
            OutboundDesk desk, MediaSession session, MediaFacts facts, ActorRef<CallActor.Message> call) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new OutboundLeg(context, timers, desk, session, facts, call).idle()));
    }

    private OutboundLeg(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            OutboundDesk desk,
            MediaSession session,
            MediaFacts facts,
            ActorRef<CallActor.Message> call) {
        this.context = context;
        this.timers = timers;
        this.desk = desk;
        this.session = session;
        this.facts = facts;
        this.call = call;
    }

    private Behavior<Transport.Command> idle() {
        return waiting().onMessage(Transport.Dial.class, this::locate).build();
    }

    private Behavior<Transport.Command> locating(CallOptions options) {
        return waiting()
                .onMessage(Transport.Dial.class, dial -> refuse("invite"))
                .onMessage(Found.class, found -> found(found, options))
                .build();
    }

    private BehaviorBuilder<Transport.Command> waiting() {
        return BehaviorBuilder.<Transport.Command>create()
                .onMessage(Transport.Ring.class, ring -> refuse("ringing"))
                .onMessage(Transport.Accept.class, accept -> refuse("accept"))
                .onMessage(Transport.Reject.class, reject -> refuse("reject"))
                .onMessage(Transport.Press.class, press -> refuse("dtmf"))
                .onMessage(Transport.SendDtmf.class, send -> refuse("sendDtmf"))
                .onMessage(Transport.Hold.class, hold -> refuse(LegHold.command(hold.on())))
                .onMessage(Transport.Update.class, update -> refuse("update"))
                .onMessage(Transport.AddIceCandidate.class, candidate -> Behaviors.same())
                .onMessage(Transport.Mute.class, this::mute)
                .onMessage(Transport.Hangup.class, hangup -> end(hangup.cause()))
                .onSignal(PostStop.class, stop -> {
                    session.close();
                    return Behaviors.same();
                });
    }

    private Behavior<Transport.Command> locate(Transport.Dial dial) {
        context.pipeToSelf(desk.locate(dial.options().callee()), Found::new);
        return locating(dial.options());
    }

    private Behavior<Transport.Command> found(Found found, CallOptions options) {
        if (found.located() == null) {
            return failed(cause(found.failure()));
        }
        try {
            OutboundDesk.Ready ready = desk.ready(found.located(), options, session, facts);
            return new DialingLeg(context, timers, desk, ready, found.located(), options, call).dialing();
        } catch (NotDialedException e) {
            return failed(cause(e));
        }
    }

    /** Why a callee was not found, as the end of the call. */
    static HangupCause cause(@Nullable Throwable failure) {
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        return why instanceof NotDialedException not
                ? FarEnd.notDialed(not.status(), String.valueOf(not.getMessage()))
                : HangupCause.fault(String.valueOf(why));
    }

    private Behavior<Transport.Command> failed(HangupCause cause) {
        call.tell(new Transport.DialFailed(cause));
        return end(cause);
    }

    private Behavior<Transport.Command> end(HangupCause cause) {
        call.tell(new Transport.Ended(cause));
        return Behaviors.stopped();
    }

    private Behavior<Transport.Command> mute(Transport.Mute mute) {
        session.mute(MediaSession.Side.RECEIVED, mute.on());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> refuse(String command) {
        call.tell(new Transport.Refused(command, "no pending call", 486));
        return Behaviors.same();
    }
}
