package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import io.tandem.call.LiveCall;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The calls this dialect has to do with, by id. Thread-safe. */
final class ControlledCalls {

    private static final int FIRST_SWEEP = 64;

    private final ConcurrentMap<String, ControlledCall> calls = new ConcurrentHashMap<>();
    private volatile int sweepAt = FIRST_SWEEP;

    /** Enters a call that was just started, in place of an ended one of the same id. */
    ControlledCall started(LiveCall live, AudioPort audio) {
        sweep();
        ControlledCall call = new ControlledCall(live, audio);
        calls.put(live.id(), call);
        return call;
    }

    /** The entry of a call that was started here or elsewhere. */
    ControlledCall of(LiveCall live) {
        sweep();
        return calls.compute(
                live.id(),
                (id, known) -> known != null && known.live().actor().equals(live.actor())
                        ? known
                        : new ControlledCall(live, AudioPort.NONE));
    }

    /** Forgets ended calls. Each sweep doubles the size of the next, so that a connect costs constant time on average. */
    private void sweep() {
        if (calls.size() >= sweepAt) {
            calls.values().removeIf(call -> call.idle() && call.live().events().closed());
            sweepAt = Math.max(FIRST_SWEEP, 2 * calls.size());
        }
    }
}
