package io.tandem.control.webphone;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages that listen under one name, and the calls that ring there. Belongs to the directory's actor. */
final class Phone {

    /** A caller beyond this number finds the phone busy; it also bounds what a page that comes is told at once. */
    static final int MAX_RINGING = 16;

    private record Ringing(Notice.Incoming call, ActorRef<PhoneAgent.Attendance> agent) {}

    private final Set<Page> pages = new LinkedHashSet<>();
    private final Map<String, Ringing> ringing = new LinkedHashMap<>();

    /** A page comes: it hears of what rings now. */
    void join(Page page) {
        pages.add(page);
        ringing.values().forEach(call -> {
            page.tell(call.call());
            call.agent().tell(PhoneAgent.Attendance.ATTENDED);
        });
    }

    /** A page goes, if it was here. */
    void leave(Page page) {
        if (pages.remove(page) && pages.isEmpty()) {
            ringing.values().forEach(call -> call.agent().tell(PhoneAgent.Attendance.DESERTED));
        }
    }

    int pages() {
        return pages.size();
    }

    void ring(Notice.Incoming call, ActorRef<PhoneAgent.Attendance> agent) {
        if (ringing.size() >= MAX_RINGING && !ringing.containsKey(call.id())) {
            agent.tell(PhoneAgent.Attendance.BUSY);
            return;
        }
        ringing.put(call.id(), new Ringing(call, agent));
        agent.tell(pages.isEmpty() ? PhoneAgent.Attendance.DESERTED : PhoneAgent.Attendance.ATTENDED);
        tell(call);
    }

    void silence(String id, Notice.Reason reason) {
        if (ringing.remove(id) != null) {
            tell(new Notice.Ended(id, reason));
        }
    }

    boolean isUnused() {
        return pages.isEmpty() && ringing.isEmpty();
    }

    /** A page that does not take it is not heard of again until it comes anew. */
    private void tell(Notice notice) {
        List<Page> gone = pages.stream().filter(page -> !page.tell(notice)).toList();
        gone.forEach(this::leave);
    }
}
