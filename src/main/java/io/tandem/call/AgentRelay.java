package io.tandem.call;

/**
 * Port: one controller of a call. It reads the call's {@link EventLog} with its own cursor and tells the {@link CallActor}
 * commands; the call needs nothing from it but to be told when the controller is gone.
 */
public interface AgentRelay {

    /** What may be told to a relay. */
    sealed interface Command permits Internal {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}
}
