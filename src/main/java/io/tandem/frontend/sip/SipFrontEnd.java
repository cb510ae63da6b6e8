package io.tandem.frontend.sip;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import io.tandem.call.CallActor;
import io.tandem.call.CallRegistry;
import io.tandem.call.Children;
import io.tandem.call.InboundHandler;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.stack.Admission;
import io.tandem.frontend.sip.stack.LocalAddress;
import io.tandem.frontend.sip.stack.SipCounters;
import io.tandem.frontend.sip.stack.SipLoad;
import io.tandem.frontend.sip.stack.SipNode;
import io.tandem.frontend.sip.stack.SipUnavailableException;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The SIP way in: listening points that are open, and the actor that takes what they hear. */
public final class SipFrontEnd {

    /** Made by the composition root: what a call needs beside its SIP leg. */
    @FunctionalInterface
    public interface ChildrenFactory {
        Children create(
                InboundHandler handler,
                String callId,
                MediaSession session,
                Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport);
    }

    /** Shorter than the phase of the shutdown that waits for it. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(4);

    private static final DispatcherSelector BLOCKING = DispatcherSelector.fromConfig("tandem-blocking-dispatcher");

    private final SipSettings settings;
    private final MediaProfile profile;
    private final MediaEngine engine;
    private final SipNode node;
    private final Admission admission;
    private final SipCounters counters;
    private final LocalAddress localAddress;

    private SipFrontEnd(
            SipSettings settings,
            MediaProfile profile,
            MediaEngine engine,
            SipNode node,
            Admission admission,
            SipCounters counters,
            LocalAddress localAddress) {
        this.settings = settings;
        this.profile = profile;
        this.engine = engine;
        this.node = node;
        this.admission = admission;
        this.counters = counters;
        this.localAddress = localAddress;
    }

    /**
     * Binds the listening points.
     *
     * @throws SipUnavailableException when an address cannot be used; the message says which
     */
    public static SipFrontEnd open(SipSettings settings, MediaProfile profile, MediaEngine engine)
            throws SipUnavailableException {
        LocalAddress localAddress;
        try {
            localAddress = new LocalAddress(settings);
        } catch (UnknownHostException e) {
            throw new SipUnavailableException(
                    "tandem.sip.external-ip: " + settings.advertisedHost() + " (expected: an address)", e);
        }
        SipCounters counters = new SipCounters();
        Admission admission = new Admission(settings, counters, engine::overloaded, System::nanoTime);
        SipNode node = SipNode.open(settings, admission, counters);
        return new SipFrontEnd(settings, profile, engine, node, admission, counters, localAddress);
    }

    /**
     * The actor that takes requests; spawn it once. When it stops, the listening points are closed.
     *
     * @param fallback who takes calls that no route claims
     */
    public Behavior<SipStackActor.Message> behavior(
            InboundHandler fallback, ActorRef<CallRegistry.Message> registry, ChildrenFactory children) {
        return SipStackActor.create(
                node,
                context -> {
                    sayFarewells(context);
                    Desk desk = desk(context.getSystem());
                    return new SipStackActor.Desks(
                            desk, new InviteDesk(desk, engine, profile, fallback, children, context.getSelf()));
                },
                registry);
    }

    /**
     * Calls out by this node's listening points.
     *
     * @param stack the actor of {@link #behavior}
     */
    public OutboundCalls outbound(
            ActorSystem<?> system, ActorRef<SipStackActor.Message> stack, OutboundCalls.ChildrenOf children) {
        return new OutboundCalls(new OutboundDesk(desk(system), engine, profile, stack), engine, children);
    }

    private Desk desk(ActorSystem<?> system) {
        return new Desk(
                settings,
                node,
                admission,
                counters,
                localAddress,
                system.dispatchers().lookup(BLOCKING));
    }

    /** Calls that a stop ends leave BYEs behind: listening points stay open for their answers, as long as the phase lasts. */
    private static void sayFarewells(ActorContext<SipStackActor.Message> context) {
        ActorSystem<Void> system = context.getSystem();
        ActorRef<SipStackActor.Message> stack = context.getSelf();
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceRequestsDone(),
                        "sip farewells",
                        () -> AskPattern.ask(
                                stack, SipStackActor.WhenSilent::new, LONGEST_FAREWELL, system.scheduler()));
    }

    /** Refuse new calls from now on with 503; calls that run go on. */
    public void drain() {
        admission.drain();
    }

    /** Closes the listening points of a front end whose actor was never spawned; otherwise the actor's end does it. Idempotent. */
    public void close() {
        node.close();
    }

    /** The port that is listened on. */
    public int port() {
        return node.port();
    }

    public SipLoad load() {
        return counters.snapshot();
    }

    /** What the start-up banner should say. */
    public List<String> notices() {
        return node.notices();
    }
}
