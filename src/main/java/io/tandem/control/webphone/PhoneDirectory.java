package io.tandem.control.webphone;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.HashMap;
import java.util.Map;

/** One a node: knows which pages listen under which name, and brings calls and pages together. */
public final class PhoneDirectory extends AbstractBehavior<PhoneDirectory.Message> {

    /** What the directory understands. */
    public sealed interface Message permits Listen, Leave, Ring, Silence {}

    /** A page begins to listen; answered with false, and without effect, when too many do. */
    record Listen(String name, Page page, ActorRef<Boolean> replyTo) implements Message {}

    /** A page is gone, whether it was welcome or not. */
    record Leave(String name, Page page) implements Message {}

    /** A call rings; {@code agent} hears at once, and whenever it changes, whether anybody is there. */
    record Ring(String name, Notice.Incoming call, ActorRef<PhoneAgent.Attendance> agent) implements Message {}

    /** A call rings no more. */
    record Silence(String name, String id, Notice.Reason reason) implements Message {}

    private final int maxPages;
    private final Map<String, Phone> phones = new HashMap<>();

    /** @param maxPages that may listen at the same time, under whatever names */
    public static Behavior<Message> create(int maxPages) {
        return Behaviors.setup(context -> new PhoneDirectory(context, maxPages));
    }

    private PhoneDirectory(ActorContext<Message> context, int maxPages) {
        super(context);
        this.maxPages = maxPages;
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Listen.class, this::onListen)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(Ring.class, this::onRing)
                .onMessage(Silence.class, this::onSilence)
                .build();
    }

    private Behavior<Message> onListen(Listen listen) {
        boolean welcome = phones.values().stream().mapToInt(Phone::pages).sum() < maxPages;
        if (welcome) {
            phone(listen.name()).join(listen.page());
        }
        listen.replyTo().tell(welcome);
        return this;
    }

    private Behavior<Message> onLeave(Leave leave) {
        phone(leave.name()).leave(leave.page());
        return tidied(leave.name());
    }

    private Behavior<Message> onRing(Ring ring) {
        phone(ring.name()).ring(ring.call(), ring.agent());
        return this;
    }

    private Behavior<Message> onSilence(Silence silence) {
        phone(silence.name()).silence(silence.id(), silence.reason());
        return tidied(silence.name());
    }

    private Phone phone(String name) {
        return phones.computeIfAbsent(name, any -> new Phone());
    }

    private Behavior<Message> tidied(String name) {
        phones.computeIfPresent(name, (same, phone) -> phone.isUnused() ? null : phone);
        return this;
    }
}
