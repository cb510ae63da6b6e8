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
        return node::awaitStop;
    }
}
