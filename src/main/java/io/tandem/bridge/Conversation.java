package io.tandem.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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
        Map<Ends, Wire> laid = new LinkedHashMap<>();
        for (Line speaker : lines) {
            for (Line hearer : lines) {
                if (speaker.reaches(hearer)) {
                    Ends ends = new Ends(speaker, hearer);
                    Wire present = wires.get(ends);
                    laid.put(ends, present == null ? new Wire(dropped) : present);
                }
            }
        }
        wires = laid;
        lines.forEach(line -> line.use(wiresOf(line, Ends::speaker), wiresOf(line, Ends::hearer)));
    }

    private List<Wire> wiresOf(Line line, Function<Ends, Line> end) {
        return wires.entrySet().stream()
                .filter(wire -> end.apply(wire.getKey()) == line)
                .map(Map.Entry::getValue)
                .toList();
    }
}
