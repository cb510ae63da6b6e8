package io.tandem.call;

import akka.actor.typed.ActorRef;

/** A call of this node, as seen from outside: whom to tell commands, where to read events and audio. */
public record LiveCall(CallSpec spec, ActorRef<CallActor.Message> actor, EventLog events) {

    public String id() {
        return spec.id();
    }
}
