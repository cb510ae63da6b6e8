package io.tandem;

import io.tandem.cli.CommandLineInterface;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program: one jar, its first argument names what it does. */
public final class Tandem {
    private Tandem() {}

    public static void main(String[] arguments) {
        // Prompts over http connect to the address that was checked and name the host themselves; read when
        // java.net.http loads.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(new CommandLineInterface(new NodeStarter(out), System.getenv(), out, err).run(arguments));
    }
}
