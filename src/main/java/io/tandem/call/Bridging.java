package io.tandem.call;

import org.jspecify.annotations.Nullable;

/** Port: the audio of this call joined to that of others. In one pair or one room at a time. */
public interface Bridging {

    /** What the call asks. */
    sealed interface Command permits Join, Part, Hold, Close, Internal {}

    /** Join to {@code target}, leaving what the call is joined to. Answered with {@link Done} or {@link Refused}. */
    record Join(BridgeTarget target, @Nullable String commandId) implements Command {}

    /** Leave what carries this label, or whatever it is when null; nothing to leave is no fault. Answered with {@link Done}. */
    record Part(@Nullable String label, @Nullable String commandId) implements Command {}

    /** While it is on, the call neither hears nor is heard. */
    record Hold(boolean on) implements Command {}

    /** The call ends: let go whom it is joined to, and be found no more. */
    record Close() implements Command {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}

    /** What it tells the call. */
    sealed interface Report extends ChildReport {}

    /** The call is joined, by its own wish or the other's. {@code label} as of {@link BridgeTarget#label}. */
    record Joined(String trackId, String label) implements Report {}

    /** It is joined no more, by its own wish or the other's. */
    record Parted() implements Report {}

    /** The command was carried out. */
    record Done(@Nullable String commandId) implements Report {}

    /** The command was not carried out; what was joined still is. */
    record Refused(@Nullable String commandId, String why) implements Report {}
}
