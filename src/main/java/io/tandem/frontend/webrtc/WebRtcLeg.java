package io.tandem.frontend.webrtc;

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
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.Transport;
import io.tandem.media.FactRelay;
import io.tandem.media.MediaFact;
import io.tandem.media.MediaSession;
import io.tandem.media.webrtc.OfferException;
import io.tandem.media.webrtc.WebRtcEndpoint;
import io.tandem.media.webrtc.WebRtcEndpoint.Answer;
import io.tandem.media.webrtc.WebRtcEndpoint.Candidate;
import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import io.tandem.media.webrtc.WebRtcEndpoint.State;
import io.tandem.media.webrtc.WebRtcSettings;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The leg of a WebRTC caller: `invite` brings its offer, the answer comes when our candidates are gathered, `update` renews both. Owns the
 * media session and the endpoint.
 */
final class WebRtcLeg {

    /** A fact of the media session. */
    private record Fact(MediaFact fact) implements Transport.Internal {}

    /** How the connection fares. */
    private record Peer(State state) implements Transport.Internal {}

    /** The first offer was answered, or why not. */
    private record Opening(@Nullable Answer answer, @Nullable Throwable failure) implements Transport.Internal {}

    /** A later offer was answered, or why not. */
    private record Renewal(@Nullable Answer answer, @Nullable Throwable failure) implements Transport.Internal {}

    /** A candidate could not be used. */
    private record BadCandidate(Throwable why) implements Transport.Internal {}

    /** The connection did not come about in time. */
    private enum NoPath implements Transport.Internal {
        IN_TIME
    }

    /** SIP's words for what went wrong: 488 = the offer, 503 = this server. */
    private static final int NOT_ACCEPTABLE = 488;

    private static final int UNAVAILABLE = 503;

    private final ActorContext<Transport.Command> context;
    private final TimerScheduler<Transport.Command> timers;
    private final ActorRef<CallActor.Message> call;
    private final MediaSession session;
    private final WebRtcEndpoint endpoint;
    private final WebRtcSettings settings;
    private Set<String> codecs;
    private boolean ipv6;

    static Behavior<Transport.Command> create(
            ActorRef<CallActor.Message> call,
            MediaSession session,
            FactRelay facts,
            WebRtcEndpoint endpoint,
            WebRtcSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            ActorRef<Transport.Command> self = context.getSelf();
            facts.relayTo(fact -> self.tell(new Fact(fact)));
            endpoint.onState(state -> self.tell(new Peer(state)));
            return new WebRtcLeg(context, timers, call, session, endpoint, settings).idle();
        }));
    }

    private WebRtcLeg(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            ActorRef<CallActor.Message> call,
            MediaSession session,
            WebRtcEndpoint endpoint,
            WebRtcSettings settings) {
        this.context = context;
        this.timers = timers;
        this.call = call;
        this.session = session;
        this.endpoint = endpoint;
        this.settings = settings;
        codecs = settings.codecs();
    }

    private Behavior<Transport.Command> idle() {
        return always().onMessage(Transport.Dial.class, this::onDial)
                .onMessage(Transport.Update.class, update -> refuse("update", "there is no answer yet"))
                .build();
    }

    private Behavior<Transport.Command> answering() {
        return always().onMessage(Transport.Dial.class, dial -> refuse("invite", "the offer is being answered"))
                .onMessage(Transport.Update.class, update -> refuse("update", "there is no answer yet"))
                .onMessage(Opening.class, this::onOpening)
                .build();
    }

    private Behavior<Transport.Command> talking() {
        return always().onMessage(Transport.Dial.class, dial -> refuse("invite", "use update for a new offer"))
                .onMessage(Transport.Update.class, this::onUpdate)
                .onMessage(Renewal.class, this::onRenewal)
                .onMessageEquals(NoPath.IN_TIME, this::onNoPath)
                .build();
    }

    private BehaviorBuilder<Transport.Command> always() {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(Transport.Ring.class, ring -> refuse("ringing", "a WebRTC caller is not inbound"))
                .onMessage(Transport.Accept.class, accept -> refuse("accept", "a WebRTC caller is not inbound"))
                .onMessage(Transport.Mute.class, this::onMute)
                .onMessage(Transport.Press.class, this::onPress)
                .onMessage(Transport.SendDtmf.class, send -> refuse("sendDtmf", "digits go out on SIP calls only"))
                .onMessage(
                        Transport.Hold.class,
                        hold -> refuse(hold.on() ? "hold" : "unhold", "only SIP calls are held by command"))
                .onMessage(Transport.AddIceCandidate.class, this::onCandidate)
                .onMessage(Transport.Reject.class, reject -> end(rejected(reject)))
                .onMessage(Transport.Hangup.class, hangup -> end(hangup.cause()))
                .onMessage(BadCandidate.class, bad -> onBadCandidate(bad.why()))
                .onMessage(Fact.class, fact -> onFact(fact.fact()))
                .onMessage(Peer.class, peer -> onPeer(peer.state()))
                .onSignal(PostStop.class, stop -> onStop());
    }

    // Offer and answer

    private Behavior<Transport.Command> onDial(Transport.Dial dial) {
        CallOptions options = dial.options();
        String offer = options.offer();
        if (offer == null) {
            return refuse("invite", "option.offer: missing (expected: the SDP offer of the caller)", NOT_ACCEPTABLE);
        }
        String codec = options.codec() == null ? "" : options.codec().toLowerCase(Locale.ROOT);
        if (WebRtcSettings.KNOWN_CODECS.contains(codec)) {
            codecs = Set.of(codec);
        }
        ipv6 = options.enableIpv6();
        session.inactivityTimeout(options.inactivityTimeout());
        context.pipeToSelf(endpoint.answer(new Offer(offer, codecs, ipv6)), Opening::new);
        return answering();
    }

    private Behavior<Transport.Command> onOpening(Opening opening) {
        Answer answer = opening.answer();
        if (answer == null) {
            Throwable failure = cause(opening.failure());
            return refuse(
                    "invite",
                    String.valueOf(failure.getMessage()),
                    failure instanceof OfferException ? NOT_ACCEPTABLE : UNAVAILABLE);
        }
        session.attach(endpoint);
        timers.startSingleTimer(NoPath.IN_TIME, settings.connectTimeout());
        call.tell(new Transport.Answered(answer.sdp(), answer.codec()));
        return talking();
    }

    private Behavior<Transport.Command> onUpdate(Transport.Update update) {
        context.pipeToSelf(endpoint.answer(new Offer(update.offer(), codecs, ipv6)), Renewal::new);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onRenewal(Renewal renewal) {
        Answer answer = renewal.answer();
        if (answer == null) {
            return refuse("update", String.valueOf(cause(renewal.failure()).getMessage()));
        }
        call.tell(new Transport.Updated(answer.sdp()));
        call.tell(new Transport.HoldChanged(answer.onHold()));
        call.tell(new Transport.CarriedOut("update"));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onCandidate(Transport.AddIceCandidate added) {
        ActorRef<Transport.Command> self = context.getSelf();
        endpoint.add(new Candidate(added.candidate(), added.sdpMid(), added.sdpMLineIndex()))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        self.tell(new BadCandidate(failure));
                    }
                });
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onBadCandidate(Throwable why) {
        call.tell(new Transport.Troubled(
                "addIceCandidate", String.valueOf(cause(why).getMessage())));
        return Behaviors.same();
    }

    // Audio

    private Behavior<Transport.Command> onMute(Transport.Mute mute) {
        session.mute(MediaSession.Side.RECEIVED, mute.on());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onPress(Transport.Press press) {
        call.tell(new Transport.Digit(press.digit()));
        call.tell(new Transport.CarriedOut("dtmf"));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onFact(MediaFact fact) {
        if (fact instanceof MediaFact.Dtmf dtmf) {
            call.tell(new Transport.Digit(dtmf.digit()));
        } else if (fact instanceof MediaFact.Inactive) {
            call.tell(new Transport.Inactive());
        } else if (fact instanceof MediaFact.EndpointFailed failed) {
            return end(HangupCause.fault(failed.reason()));
        }
        return Behaviors.same();
    }

    // The connection

    /** Nothing for a while may be a tunnel or a change of network: ICE has its own time for that, and then says that it failed. */
    private Behavior<Transport.Command> onPeer(State state) {
        switch (state) {
            case CONNECTED -> timers.cancel(NoPath.IN_TIME);
            case DISCONNECTED -> context.getLog().info("a WebRTC peer is out of reach; waiting for it");
            case FAILED -> {
                return lose("the connection failed: the peer is out of reach");
            }
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> onNoPath() {
        return lose(
                "no connection within " + settings.connectTimeout().toSeconds() + " s: no pair of candidates worked");
    }

    // The end

    private Behavior<Transport.Command> refuse(String command, String why) {
        return refuse(command, why, null);
    }

    private Behavior<Transport.Command> refuse(String command, String why, @Nullable Integer code) {
        call.tell(new Transport.Refused(command, why, code));
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

    /** Q.850 27 = destination out of order. */
    private Behavior<Transport.Command> lose(String why) {
        call.tell(new Transport.Troubled("webrtc", why));
        return end(new HangupCause(HangupReason.FAILED, why, Initiator.SYSTEM, 480, 27));
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("no answer");
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private Behavior<Transport.Command> onStop() {
        session.close();
        // The session has it only once it is answered.
        endpoint.close();
        return Behaviors.same();
    }
}
