package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import io.tandem.call.HangupCause;
import io.tandem.frontend.sip.dialog.Dialog;

/**
 * Everything a leg starts with.
 *
 * @param dialog its id is the name under which the stack's actor knows the leg for life
 * @param peer who the far end is in this call
 */
record LegSetup(
        Dialog dialog,
        HangupCause.Initiator peer,
        LegMedia media,
        MediaFacts facts,
        LegWire wire,
        ActorRef<SipStackActor.Message> stack) {}
