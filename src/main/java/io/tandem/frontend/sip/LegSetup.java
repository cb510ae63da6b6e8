package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.media.sdp.OfferAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a leg starts with.
 *
 * @param agreed answer to the caller's offer, null for a late offer
 */
record LegSetup(
        Arrival invite,
        Dialog dialog,
        OfferAnswer.@Nullable Agreed agreed,
        LegMedia media,
        MediaFacts facts,
        LegWire wire,
        ActorRef<SipStackActor.Message> stack) {}
