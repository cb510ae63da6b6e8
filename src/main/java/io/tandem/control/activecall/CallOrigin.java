package io.tandem.control.activecall;

import io.tandem.call.Agent;
import io.tandem.call.AudioPort;
import io.tandem.call.CallSpec;
import java.util.List;

/** What makes the call of a new control socket; the composition root has one for each endpoint it offers. */
@FunctionalInterface
public interface CallOrigin {

    /**
     * Opens what a call of that id needs; the call itself is then started from the spec.
     *
     * @param agents controllers that come with the call
     * @throws RuntimeException when it cannot be opened now; its message goes to the client with status 503
     */
    Opened open(String id, List<Agent> agents);

    /** A call that may be started, and the port for audio of its control socket ({@link AudioPort#NONE} for other audio). */
    record Opened(CallSpec spec, AudioPort audio) {}
}
