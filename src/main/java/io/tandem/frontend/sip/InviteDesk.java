package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.HangupCause;
import io.tandem.call.InboundHandler;
import io.tandem.call.SipOptions;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.settings.TrunkTable;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ClientRequests;
import io.tandem.frontend.sip.stack.HeaderText;
import io.tandem.frontend.sip.stack.Headers;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.SdpBody;
import io.tandem.frontend.sip.stack.SipCounters.Refusal;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import io.tandem.media.RtpEndpoint;
import io.tandem.media.sdp.OfferAnswer;
import io.tandem.media.sdp.SdpState;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import org.jspecify.annotations.Nullable;

/** Turns an INVITE into a call that can be spawned, or refuses it. Used by the stack's actor only. */
final class InviteDesk {

    /** A call ready to be spawned, with what must be undone when it is not. */
    record Ticket(CallSpec spec, Arrival invite, LegSetup setup) {}

    private final Desk desk;
    private final MediaEngine engine;
    private final MediaProfile profile;
    private final ActorRef<SipStackActor.Message> stack;
    private final SipFrontEnd.ChildrenFactory children;
    private final TrunkTable trunks;
    private final RoutingTable routes;

    InviteDesk(
            Desk desk,
            MediaEngine engine,
            MediaProfile profile,
            InboundHandler fallback,
            SipFrontEnd.ChildrenFactory children,
            ActorRef<SipStackActor.Message> stack) {
        this.desk = desk;
        this.engine = engine;
        this.profile = profile;
        this.children = children;
        this.stack = stack;
        this.trunks = new TrunkTable(desk.settings().trunks());
        this.routes = new RoutingTable(desk.settings().routes(), fallback);
    }

    /** The call of this INVITE, or null when it was refused. */
    @Nullable
    Ticket admit(Arrival invite) {
        SIPRequest request = invite.request();
        Trunk trunk = trunks.of(invite.source().getAddress()).orElse(null);
        String name = trunk == null ? null : trunk.name();
        InboundHandler handler =
                routes.handler(name, user(request.getFrom().getAddress().getURI()), user(request.getRequestURI()));
        if (handler instanceof InboundHandler.Refuse refuse) {
            desk.refuse(invite, Rejection.of(refuse.status()));
            return null;
        }
        RtpEndpoint rtp;
        try {
            rtp = engine.openRtp();
        } catch (MediaEngine.PortsExhaustedException e) {
            desk.counters().refused(Refusal.PORTS);
            desk.refuseBusy(invite);
            return null;
        }
        Negotiated negotiated = negotiate(invite, rtp);
        if (negotiated == null) {
            rtp.discard();
            return null;
        }
        return ticket(invite, trunk, handler, rtp, negotiated);
    }

    /** The registry did not take the call. */
    void refuse(Ticket ticket, CallRegistry.@Nullable Refused answer) {
        ticket.setup().media().release();
        if (answer == null || answer.why() == CallRegistry.Why.DUPLICATE_ID) {
            desk.refuse(ticket.invite(), Rejection.of(500));
        } else {
            desk.refuseBusy(ticket.invite());
        }
    }

    /** The call ended before it had a leg. */
    void abandon(Ticket ticket) {
        ticket.setup().media().release();
        desk.refuse(ticket.invite(), Rejection.of(500));
    }

    /** Where offer/answer stands; {@code agreed} is null for a late offer. */
    private record Negotiated(SdpState state, OfferAnswer.@Nullable Agreed agreed, String offer) {}

    private @Nullable Negotiated negotiate(Arrival invite, RtpEndpoint rtp) {
        SdpState state = desk.sdpState(profile, rtp, invite.source().getAddress());
        if (!(SdpBody.of(invite.request()) instanceof SdpBody.Description offer)) {
            return new Negotiated(state, null, "");
        }
        OfferAnswer.Outcome outcome = OfferAnswer.answer(state, offer.sdp());
        if (outcome instanceof OfferAnswer.Refused refused) {
            String warning =
                    refused.warningCode() + " " + desk.localHost(invite) + ' ' + HeaderText.quoted(refused.warning());
            desk.refuse(invite, Rejection.of(refused.status(), "Warning", warning));
            return null;
        }
        OfferAnswer.Agreed agreed = (OfferAnswer.Agreed) outcome;
        return new Negotiated(agreed.state(), agreed, offer.sdp());
    }

    private Ticket ticket(
            Arrival invite, @Nullable Trunk trunk, InboundHandler handler, RtpEndpoint rtp, Negotiated negotiated) {
        SIPRequest request = invite.request();
        boolean nat = trunk != null && trunk.nat();
        MediaFacts facts = new MediaFacts();
        MediaSession session = engine.open(facts);
        LegMedia media = new LegMedia(
                session,
                rtp,
                nat ? RtpEndpoint.Latching.ALWAYS : profile.latching(),
                invite.source().getAddress());
        String tag = Desk.newTag();
        Dialog dialog = Dialogs.accepting(request, tag, negotiated.state());
        ClientRequests.Flow flow = nat || !invite.transport().equals("udp")
                ? new ClientRequests.Flow(invite.source(), invite.transport())
                : null;
        LegWire wire = new LegWire(
                desk.outbox(invite),
                desk.answers(invite),
                desk.requests(),
                desk.counters(),
                tag,
                desk.localHost(invite),
                flow,
                desk.digest(trunk, SipOptions.NONE),
                desk.settings().t1());
        LegSetup setup = new LegSetup(dialog, HangupCause.Initiator.CALLER, media, facts, wire, stack);
        CallSpec spec = new CallSpec(
                dialog.id(),
                CallType.SIP,
                true,
                request.getFrom().getAddress().getURI().toString(),
                request.getTo().getAddress().getURI().toString(),
                Headers.nonStandard(request),
                Headers.lines(request),
                negotiated.offer(),
                CallSpec.SERVER_SIDE_TRACK,
                desk.settings().acceptTimeout(),
                trunk == null ? null : trunk.name(),
                children.create(
                        handler,
                        dialog.id(),
                        session,
                        call -> SipLegActor.create(setup, invite, negotiated.agreed(), call)));
        desk.counters().legStarted(spec.trunk());
        return new Ticket(spec, invite, setup);
    }

    private static String user(URI uri) {
        String user = uri instanceof SipURI sip ? sip.getUser() : uri.toString().replaceFirst("^[^:]*:", "");
        return user == null ? "" : user;
    }
}
