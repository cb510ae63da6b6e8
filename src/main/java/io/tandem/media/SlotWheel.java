package io.tandem.media;

import java.util.ArrayList;
import java.util.List;

/** Twenty slots of 1 ms and the sessions that run in them. Loop thread only. */
final class SlotWheel {
    static final int SLOTS = Audio.FRAME_MILLIS;

    private final List<List<SessionChain>> slots = new ArrayList<>();
    private int sessions;

    SlotWheel() {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    boolean isEmpty() {
        return sessions == 0;
    }

    /** Puts a session into the emptiest slot. */
    void add(SessionChain session) {
        List<SessionChain> emptiest = slots.get(0);
        for (List<SessionChain> slot : slots) {
            if (slot.size() < emptiest.size()) {
                emptiest = slot;
            }
        }
        emptiest.add(session);
        sessions++;
    }

    /** Ticks from {@code tick} to the next one whose slot has a session; 0 when it is this one. */
    int distanceToNextOccupied(long tick) {
        for (int i = 0; i < SLOTS; i++) {
            if (!slot(tick + i).isEmpty()) {
                return i;
            }
        }
        return 0;
    }

    /** Runs the sessions of a slot; answers how many ended and were removed. */
    int run(long tick, long slotNanos) {
        List<SessionChain> slot = slot(tick);
        int ended = 0;
        for (int i = slot.size() - 1; i >= 0; i--) {
            if (!slot.get(i).run(slotNanos)) {
                slot.set(i, slot.get(slot.size() - 1));
                slot.remove(slot.size() - 1);
                ended++;
            }
        }
        sessions -= ended;
        return ended;
    }

    /** Ends every session; answers how many. */
    int endAll() {
        int ended = sessions;
        for (List<SessionChain> slot : slots) {
            slot.forEach(SessionChain::end);
            slot.clear();
        }
        sessions = 0;
        return ended;
    }

    private List<SessionChain> slot(long tick) {
        return slots.get((int) (tick % SLOTS));
    }
}
