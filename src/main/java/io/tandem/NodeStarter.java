package io.tandem;

import io.tandem.cli.ServerStarter;
import io.tandem.config.Settings;
import java.io.PrintWriter;

/** Starts a node from its settings and prints its banner. */
final class NodeStarter implements ServerStarter {
    private final PrintWriter out;

    NodeStarter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public RunningServer start(Settings settings) throws StartException {
        Node node = Node.start(settings);
        out.println(Banner.of(node));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(node), "end"));
        return node::awaitStop;
    }

    /**
     * Keeps the JVM, which ends with its last shutdown hook, until recordings are written, and ends it with 0: being told to stop is
     * how a server ends well, and 143 (128 + SIGTERM) would count as a failure.
     */
    private static void endWith(Node node) {
        try {
            node.awaitStop();
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
