package io.tandem.cli;

/** What the process tells its caller. */
final class ExitCode {
    /** All is well; for {@code phone}: audio came back. */
    static final int OK = 0;
    /** It was tried and failed: the server could not start, no audio came back, something is missing. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The configuration is wrong. */
    static final int CONFIGURATION = 3;

    private ExitCode() {}
}
