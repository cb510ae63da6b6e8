package io.tandem.call;

/** Port: recording of a call, both directions. */
public interface Recording {

    /** What the call asks. */
    sealed interface Command permits Start, Stop, Internal {}

    /** Record from now on; ignored while a recording runs. */
    record Start(RecorderOptions options) implements Command {}

    /** Finish the file; {@link Finished} follows. */
    record Stop() implements Command {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}

    /** What it tells the call. */
    sealed interface Report extends ChildReport {}

    /** The file is open. */
    record Started(String path) implements Report {}

    /** The file is complete. */
    record Finished(String path, long bytes) implements Report {}

    /** Recording could not start or had to end early; what was written is valid. */
    record Failed(String error) implements Report {}
}
