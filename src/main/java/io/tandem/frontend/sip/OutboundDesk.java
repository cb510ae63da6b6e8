package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import io.tandem.call.CallOptions;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.SipOptions;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.settings.DialPlan;
import io.tandem.frontend.sip.settings.DialPlan.Destination;
import io.tandem.frontend.sip.settings.Gateway;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.settings.OutboundSettings;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.Answers;
import io.tandem.frontend.sip.stack.CallerText;
import io.tandem.frontend.sip.stack.ClientRequests.Flow;
import io.tandem.frontend.sip.stack.LocalAddress;
import io.tandem.frontend.sip.stack.NextHop;
import io.tandem.frontend.sip.stack.Outbox;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import io.tandem.media.RtpEndpoint;
import io.tandem.media.sdp.OfferAnswer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Turns a wish to call somebody into a leg that can dial. Thread-safe. */
final class OutboundDesk {

    /** Why there is no leg. @param status SIP status that fits */
    static final class NotDialedException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        NotDialedException(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** A destination with the address that its host has now. */
    record Located(Destination destination, Flow hop) {}

    private final Desk desk;
    private final MediaEngine engine;
    private final MediaProfile profile;
    private final ActorRef<SipStackActor.Message> stack;
    private final DialPlan plan;

    OutboundDesk(Desk desk, MediaEngine engine, MediaProfile profile, ActorRef<SipStackActor.Message> stack) {
        this.desk = desk;
        this.engine = engine;
        this.profile = profile;
        this.stack = stack;
        this.plan = new DialPlan(settings());
    }

    OutboundSettings settings() {
        return desk.settings().outbound();
    }

    /** The way to a callee and its address; fails with {@link NotDialedException}. */
    CompletionStage<Located> locate(@Nullable String callee) {
        if (callee == null || callee.isBlank()) {
            return CompletableFuture.failedFuture(
                    new NotDialedException(400, "callee: missing (expected: a number, a user or a SIP URI)"));
        }
        return locate(plan.to(callee));
    }

    /** The same for the Contact of a 3xx. */
    CompletionStage<Located> redirected(Destination asked, String contact) {
        return locate(plan.redirected(asked, contact));
    }

    private CompletionStage<Located> locate(DialPlan.Way way) {
        if (way instanceof DialPlan.NoWay no) {
            return CompletableFuture.failedFuture(new NotDialedException(no.status(), no.why()));
        }
        return CompletableFuture.supplyAsync(() -> locateNow((Destination) way), desk.blocking());
    }

    private Located locateNow(Destination destination) {
        try {
            Flow hop = NextHop.of(destination.hop());
            if (destination.privateOnly() && !NextHop.isPrivate(hop.source().getAddress())) {
                DialPlan.NoWay no = plan.notPrivate(destination);
                throw new CompletionException(new NotDialedException(no.status(), no.why()));
            }
            return new Located(destination, hop);
        } catch (UnknownHostException e) {
            throw new CompletionException(new NotDialedException(404, "callee: " + e.getMessage()));
        }
    }

    /** What a leg that may dial starts with. */
    record Ready(LegSetup setup, String offer) {}

    /** Opens ports and makes the dialog of a call out. */
    Ready ready(Located located, CallOptions options, MediaSession session, MediaFacts facts)
            throws NotDialedException {
        Trunk trunk = located.destination().trunk();
        if (trunk != null && trunk.maxCalls() > 0 && desk.counters().callsOf(trunk.name()) >= trunk.maxCalls()) {
            throw new NotDialedException(503, "trunk " + trunk.name() + " has its " + trunk.maxCalls() + " calls");
        }
        InetAddress peer = located.hop().source().getAddress();
        String localHost = LocalAddress.text(desk.localAddress().towards(peer));
        String tag = Desk.newTag();
        String from = from(trunk, options, localHost) + ";tag=" + tag;
        RtpEndpoint rtp;
        try {
            rtp = engine.openRtp();
        } catch (MediaEngine.PortsExhaustedException e) {
            throw new NotDialedException(503, String.valueOf(e.getMessage()));
        }
        OfferAnswer.Offered offered = OfferAnswer.offer(desk.sdpState(profile, rtp, peer));
        String uri = located.destination().requestUri();
        Dialog dialog =
                Dialog.calling(UUID.randomUUID() + "@" + localHost, tag, from, '<' + uri + '>', uri, offered.state());
        boolean nat = trunk != null && trunk.nat();
        LegMedia media = new LegMedia(session, rtp, nat ? RtpEndpoint.Latching.ALWAYS : profile.latching(), peer);
        LegWire wire = wire(located.hop(), tag, localHost, nat, trunk, options.sip());
        return new Ready(new LegSetup(dialog, Initiator.CALLEE, media, facts, wire, stack), offered.sdp());
    }

    private LegWire wire(
            Flow hop, String tag, String localHost, boolean nat, @Nullable Trunk trunk, SipOptions options) {
        return new LegWire(
                new Outbox(desk.node(), desk.blocking(), hop.transport()),
                new Answers(desk.settings().userAgent(), localHost, desk.node().port(), hop.transport()),
                desk.requests(),
                desk.counters(),
                tag,
                localHost,
                nat ? hop : null,
                desk.digest(trunk, options),
                desk.settings().t1());
    }

    private static String from(@Nullable Trunk trunk, CallOptions options, String localHost) throws NotDialedException {
        Gateway gateway = trunk == null ? null : trunk.gateway();
        String username = options.sip().username();
        if (username == null && gateway != null && gateway.credentials() != null) {
            username = gateway.credentials().username();
        }
        String realm = options.sip().realm();
        try {
            return CallerText.of(
                    options.caller(),
                    username,
                    realm == null ? localHost : realm,
                    gateway == null ? "" : gateway.fromDomain());
        } catch (IllegalArgumentException e) {
            throw new NotDialedException(400, String.valueOf(e.getMessage()));
        }
    }
}
