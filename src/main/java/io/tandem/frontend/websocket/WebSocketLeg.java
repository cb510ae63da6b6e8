package io.tandem.frontend.websocket;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.Transport;
import io.tandem.media.FactRelay;
import io.tandem.media.MediaFact;
import io.tandem.media.MediaSession;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.media.codec.Opus;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The leg of a WebSocket caller: no signalling but `invite`, which starts the audio track. Owns the media session. */
final class WebSocketLeg {

    /** A fact of the media session. */
    record Fact(MediaFact fact) implements Transport.Internal {}

    private final ActorRef<CallActor.Message> call;
    private final MediaSession session;
    private final SocketAudio audio;
    private final AudioCodec pcmOut;
    private final Executor codecThreads;

    static Behavior<Transport.Command> create(
            ActorRef<CallActor.Message> call,
            MediaSession session,
            FactRelay facts,
            SocketAudio audio,
            AudioCodec pcmOut,
            Executor codecThreads) {
        return Behaviors.setup(
                context -> new WebSocketLeg(call, session, audio, pcmOut, codecThreads).start(context, facts));
    }

    private WebSocketLeg(
            ActorRef<CallActor.Message> call,
            MediaSession session,
            SocketAudio audio,
            AudioCodec pcmOut,
            Executor codecThreads) {
        this.call = call;
        this.session = session;
        this.audio = audio;
        this.pcmOut = pcmOut;
        this.codecThreads = codecThreads;
    }

    private Behavior<Transport.Command> start(ActorContext<Transport.Command> context, FactRelay facts) {
        ActorRef<Transport.Command> self = context.getSelf();
        facts.relayTo(fact -> self.tell(new Fact(fact)));
        return idle();
    }

    private Behavior<Transport.Command> idle() {
        return always().onMessage(Transport.Dial.class, this::onDial).build();
    }

    private Behavior<Transport.Command> talking() {
        return always().onMessage(Transport.Dial.class, dial -> refuse("invite", "the audio of this call runs already"))
                .build();
    }

    private BehaviorBuilder<Transport.Command> always() {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(Transport.Ring.class, ring -> refuse("ringing", "a WebSocket caller is not inbound"))
                .onMessage(Transport.Accept.class, accept -> refuse("accept", "a WebSocket caller is not inbound"))
                .onMessage(Transport.Mute.class, this::onMute)
                .onMessage(Transport.Press.class, this::onPress)
                .onMessage(Transport.SendDtmf.class, send -> refuse("sendDtmf", "digits go out on SIP calls only"))
                .onMessage(
                        Transport.Hold.class,
                        hold -> refuse(hold.on() ? "hold" : "unhold", "only SIP calls are held by command"))
                .onMessage(Transport.AddIceCandidate.class, candidate -> onCandidate())
                .onMessage(Transport.Update.class, update -> refuse("update", "a WebSocket caller has no offer"))
                .onMessage(Transport.Reject.class, reject -> end(rejected(reject)))
                .onMessage(Transport.Hangup.class, hangup -> end(hangup.cause()))
                .onMessage(Fact.class, fact -> onFact(fact.fact()))
                .onSignal(PostStop.class, stop -> onStop());
    }

    private Behavior<Transport.Command> onDial(Transport.Dial dial) {
        CallOptions options = dial.options();
        String codec = startTrack(options.codec() == null ? "" : options.codec().toLowerCase(Locale.ROOT));
        session.inactivityTimeout(options.inactivityTimeout());
        session.attach(audio);
        call.tell(new Transport.Answered("", codec));
        return talking();
    }

    /** @return the name of the codec that is spoken */
    private String startTrack(String wanted) {
        if (wanted.equals("opus")) {
            audio.startOpus(codecThreads);
            return Opus.NAME;
        }
        AudioCodec codec = named(wanted);
        AudioCodec sent = codec == null ? pcmOut : codec;
        audio.start(codec == null ? Codecs.PCM_16K : codec, sent);
        return sent.name();
    }

    /** Null is PCM: absent, asked for, or a name that is not known here (spec 2.1). */
    private static @Nullable AudioCodec named(String name) {
        return switch (name) {
            case "pcmu" -> Codecs.PCMU;
            case "pcma" -> Codecs.PCMA;
            case "g722" -> Codecs.G722;
            default -> null;
        };
    }

    private Behavior<Transport.Command> onMute(Transport.Mute mute) {
        session.mute(MediaSession.Side.RECEIVED, mute.on());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onPress(Transport.Press press) {
        call.tell(new Transport.Digit(press.digit()));
        call.tell(new Transport.CarriedOut("dtmf"));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onCandidate() {
        call.tell(new Transport.Troubled("addIceCandidate", "this call is not over ICE"));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onFact(MediaFact fact) {
        if (fact instanceof MediaFact.Inactive) {
            call.tell(new Transport.Inactive());
        } else if (fact instanceof MediaFact.EndpointFailed failed) {
            return end(HangupCause.fault(failed.reason()));
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> refuse(String command, String why) {
        call.tell(new Transport.Refused(command, why, null));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> end(HangupCause cause) {
        call.tell(new Transport.Ended(cause));
        return Behaviors.stopped();
    }

    private static HangupCause rejected(Transport.Reject reject) {
        return new HangupCause(
                HangupReason.REJECTED, reject.reason(), Initiator.SYSTEM, reject.status(), reject.q850());
    }

    private Behavior<Transport.Command> onStop() {
        session.close();
        return Behaviors.same();
    }
}
