package io.tandem.control.activecall;

import java.util.concurrent.atomic.LongAdder;

/** What all sockets and requests of the dialect share. */
record Dialect(ActiveCallSettings settings, CommandReader reader, EventWriter writer, Counters counters) {

    Dialect(ActiveCallSettings settings) {
        this(settings, new CommandReader(), new EventWriter(settings.hangupReason()), new Counters());
    }

    /** What was lost or refused since the start. */
    record Counters(LongAdder malformed, LongAdder missedEvents, LongAdder droppedFrames) {
        Counters() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }
}
