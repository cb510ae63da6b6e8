package io.tandem.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Lines that hear each other: two calls, or those in a room. A wire for each who speaks and each who hears him. Guarded by the exchange. */
final class Conversation {

    /** One direction. */
    private record Ends(Line speaker, Line hearer) {}

    private final @Nullable String room;
    private final LongAdder dropped;
    private final List<Line> lines = new ArrayList<>();
    private Map<Ends, Wire> wires = Map.of();

    /**
     * @param room null for two calls
     * @param dropped counts frames that a hearer's loop came too late for
     */
    Conversation(@Nullable String room, LongAdder dropped) {
        this.room = room;
        this.dropped = dropped;
    }

    @Nullable
    String room() {
        return room;
    }

    List<Line> lines() {
        return lines;
    }

    /** Lays the wires that are missing and takes away those that nobody needs any more. */
    void rewire() {
        Map<Ends, Wire> laid = new HashMap<>();
        for (Line speaker : lines) {
            for (Line hearer : lines) {
                if (speaker.reaches(hearer)) {
                    Ends ends = new Ends(speaker, hearer);
                    Wire present = wires.get(ends);
                    laid.put(ends, present == null ? new Wire(speaker.mouthpiece(), dropped) : present);
                }
            }
        }
        wires = laid;
        for (Line hearer : lines) {
            hearer.hear(lines.stream()
                    .map(speaker -> laid.get(new Ends(speaker, hearer)))
                    .filter(Objects::nonNull)
                    .toList());
        }
    }
}
