package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallActor;
import io.tandem.call.Digits;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.ClientListener;
import io.tandem.media.sdp.NegotiatedMedia;
import java.time.Duration;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * The digits that a leg sends: within the audio (RFC 4733) or, where that was not agreed, one INFO each (profile row 4.3). Its call asks
 * for the next ones when it knows what became of the last. Used by the leg's actor only.
 */
final class LegDigits {

    /** The next digit is due. */
    record Due() implements Transport.Internal {}

    /** What became of the INFO with a digit; without response it counts as answered with {@code status}. */
    record InfoAnswered(int status, @Nullable SIPResponse response) implements Transport.Internal {}

    private static final String COMMAND = "sendDtmf";

    private final LegWire wire;
    private final LegMedia media;
    private final ActorRef<CallActor.Message> call;
    private final ActorRef<Transport.Command> leg;
    private final TimerScheduler<Transport.Command> timers;
    private @Nullable Digits digits;
    private int at;

    LegDigits(
            LegWire wire,
            LegMedia media,
            ActorRef<CallActor.Message> call,
            ActorRef<Transport.Command> leg,
            TimerScheduler<Transport.Command> timers) {
        this.wire = wire;
        this.media = media;
        this.call = call;
        this.leg = leg;
        this.timers = timers;
    }

    /** Tells how the sending of digits ended. */
    static void report(ActorRef<CallActor.Message> call, boolean all) {
        call.tell(
                all
                        ? new Transport.CarriedOut(COMMAND)
                        : new Transport.Refused(COMMAND, "the far end stopped taking digits: it is on hold", null));
    }

    /** Begins with {@code wanted}. */
    void send(Digits wanted, @Nullable NegotiatedMedia agreed) {
        if (wanted.info() || agreed == null || agreed.sendEventPayloadType() < 0) {
            digits = wanted;
            at = 0;
            leg.tell(new Due());
        } else if (agreed.sending()) {
            media.sendDigits(wanted);
        } else {
            call.tell(new Transport.Refused(COMMAND, "the far end holds the call and takes no audio", null));
        }
    }

    /** Sends the next digit, or says that it was the last; returns the dialog after it. */
    Dialog next(Dialog dialog) {
        Digits sending = digits;
        if (sending == null) {
            return dialog;
        }
        if (at == sending.text().length()) {
            digits = null;
            report(call, true);
            return dialog;
        }
        char symbol = sending.text().charAt(at++);
        int pause = Digits.pauseMillis(symbol);
        if (pause > 0) {
            dueIn(Duration.ofMillis(pause));
            return dialog;
        }
        Dialog.Outgoing info = dialog.request(Request.INFO);
        String body = "Signal=" + symbol + "\r\nDuration=" + sending.duration().toMillis() + "\r\n";
        wire.info(info, "application/dtmf-relay", body, listener());
        return info.dialog();
    }

    /** Takes what became of an INFO. */
    void answered(InfoAnswered answer) {
        Digits sending = digits;
        SIPResponse response = answer.response();
        if (sending == null) {
            return;
        }
        boolean challenged = answer.status() == 401 || answer.status() == 407;
        if (answer.status() / 100 == 2) {
            wire.digest().accepted();
            dueIn(sending.duration().plus(sending.gap()));
        } else if (challenged && response != null && wire.challenged(response).isEmpty()) {
            at--;
            leg.tell(new Due());
        } else {
            digits = null;
            String why = "the far end answered the INFO for digit " + at + " with " + answer.status();
            call.tell(new Transport.Refused(COMMAND, why, answer.status()));
        }
    }

    private void dueIn(Duration pause) {
        timers.startSingleTimer(new Due(), pause);
    }

    private ClientListener listener() {
        return new ClientListener() {
            @Override
            public void answered(SIPResponse response) {
                if (response.getStatusCode() >= 200) {
                    leg.tell(new InfoAnswered(response.getStatusCode(), response));
                }
            }

            @Override
            public void failed(int status, String why) {
                leg.tell(new InfoAnswered(status, null));
            }
        };
    }
}
