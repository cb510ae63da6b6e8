package io.tandem.call;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import java.util.List;
import java.util.function.Function;

/**
 * How the children of one call are made: the front end gives the transport, the composition root the rest. Each factory is called
 * with the call to report to, in the call's own thread.
 *
 * @param agents controllers that come with the call (webhook caller, built-in agent); a WebSocket controller attaches later
 */
public record Children(
        Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport,
        Function<ActorRef<CallActor.Message>, Behavior<Playback.Command>> playback,
        Function<ActorRef<CallActor.Message>, Behavior<VoiceActivity.Command>> voiceActivity,
        Function<ActorRef<CallActor.Message>, Behavior<Recording.Command>> recording,
        Function<ActorRef<CallActor.Message>, Behavior<Bridging.Command>> bridging,
        List<Agent> agents,
        AudioFeed audioFeed,
        QualityFeed quality) {}
