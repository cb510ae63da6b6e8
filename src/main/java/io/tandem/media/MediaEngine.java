package io.tandem.media;

/** The media loops of a node: opens sessions and RTP endpoints, says when the node is overloaded. Thread-safe. */
public interface MediaEngine extends AutoCloseable {

    /** Opens a session on the loop with the fewest sessions. */
    MediaSession open(MediaListener listener);

    /**
     * Binds an RTP and an RTCP port of the configured range.
     *
     * @throws PortsExhaustedException when none is free
     */
    RtpEndpoint openRtp();

    /** True while the loops run late (p99 of tick lateness over 2 s above the limit): new calls are to be refused. */
    boolean overloaded();

    /** What the engine does now, for /status and metrics. */
    Load load();

    @Override
    void close();

    /**
     * The engine's state.
     *
     * @param latenessP99Millis p99 of tick lateness over the last 2 s, the worst loop
     */
    record Load(int loops, int sessions, int portsInUse, int portsFree, double latenessP99Millis, long overruns) {}

    /** No RTP port is free. */
    final class PortsExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public PortsExhaustedException(String message) {
            super(message);
        }
    }
}
