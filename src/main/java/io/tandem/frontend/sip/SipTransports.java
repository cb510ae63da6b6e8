package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.Transport;
import io.tandem.media.MediaSession;

/** Transports of SIP sessions that no INVITE stands behind. */
public final class SipTransports {
    private static final int NOT_IMPLEMENTED = 501;
    private static final String WHY = "outbound SIP calls are not available in this version";

    private SipTransports() {}

    /** The leg of a session that would have to call out: it says that it cannot, and ends; releases {@code session} then. */
    public static Behavior<Transport.Command> outbound(ActorRef<CallActor.Message> call, MediaSession session) {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(Transport.Dial.class, dial -> {
                    call.tell(new Transport.Refused("invite", WHY, NOT_IMPLEMENTED));
                    return end(
                            call, new HangupCause(HangupReason.FAILED, WHY, Initiator.SYSTEM, NOT_IMPLEMENTED, null));
                })
                .onMessage(Transport.Ring.class, ring -> refuse(call, "ringing"))
                .onMessage(Transport.Accept.class, accept -> refuse(call, "accept"))
                .onMessage(Transport.Reject.class, reject -> refuse(call, "reject"))
                .onMessage(Transport.Hangup.class, hangup -> end(call, hangup.cause()))
                .onMessage(Transport.Mute.class, mute -> Behaviors.same())
                .onMessage(Transport.Press.class, press -> refuse(call, "dtmf"))
                .onMessage(Transport.Update.class, update -> refuse(call, "update"))
                .onMessage(Transport.AddIceCandidate.class, candidate -> Behaviors.same())
                .onSignal(PostStop.class, stop -> {
                    session.close();
                    return Behaviors.same();
                })
                .build();
    }

    private static Behavior<Transport.Command> refuse(ActorRef<CallActor.Message> call, String command) {
        call.tell(new Transport.Refused(command, "no pending call", 486));
        return Behaviors.same();
    }

    private static Behavior<Transport.Command> end(ActorRef<CallActor.Message> call, HangupCause cause) {
        call.tell(new Transport.Ended(cause));
        return Behaviors.stopped();
    }
}
