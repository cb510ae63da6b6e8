package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.tandem.call.Agent;
import io.tandem.call.CallActor;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Transport;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import java.util.List;
import java.util.function.Function;

/** The SIP way out: calls that wait for `invite` and then dial. */
public final class OutboundCalls {

    /** What a call needs beside its transport; the composition root's answer. */
    @FunctionalInterface
    public interface ChildrenOf {
        Children of(
                String callId,
                MediaSession session,
                Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport,
                List<Agent> agents);
    }

    /** A call to be started; {@code release} frees what it holds when it is not. */
    public record Opened(CallSpec spec, Runnable release) {}

    private final OutboundDesk desk;
    private final MediaEngine engine;
    private final ChildrenOf children;

    OutboundCalls(OutboundDesk desk, MediaEngine engine, ChildrenOf children) {
        this.desk = desk;
        this.engine = engine;
        this.children = children;
    }

    /**
     * Opens a media session for a call.
     *
     * @param agents controllers that come with it
     * @throws IllegalStateException when the engine takes no more sessions now
     */
    public Opened open(String callId, List<Agent> agents) {
        if (engine.overloaded()) {
            throw new IllegalStateException("the media loops run late; try again later");
        }
        MediaFacts facts = new MediaFacts();
        MediaSession session = engine.open(facts);
        CallSpec spec = CallSpec.started(
                callId,
                CallType.SIP,
                children.of(callId, session, call -> OutboundLeg.create(desk, session, facts, call), agents));
        return new Opened(spec, session::close);
    }
}
