package io.tandem.cli;

import io.tandem.config.Settings;

/** Starts a node. The command line knows no more of the server than this. */
@FunctionalInterface
public interface ServerStarter {

    /**
     * Starts everything; returns when calls can come in.
     *
     * @throws StartException when something cannot be had (a port in use, a folder that cannot be written); nothing runs then
     */
    RunningServer start(Settings settings) throws StartException;

    /** A node that runs. */
    interface RunningServer {

        /** Waits until the node has stopped, for whatever reason (a signal, {@code SIGTERM}, a fault). */
        void awaitStop() throws InterruptedException;
    }

    /** Why a node could not start: the offending value and what was expected, for a person. */
    final class StartException extends Exception {
        private static final long serialVersionUID = 1;

        public StartException(String message) {
            super(message);
        }

        public StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
