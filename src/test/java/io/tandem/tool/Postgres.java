package io.tandem.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL server of a test's own, in a temporary folder; as root it runs as the user postgres, for it refuses to be root. */
public final class Postgres implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path folder;
    private final Path programs;
    private final int port;
    private Process process;

    public Postgres() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("postgres");
        programs = programs();
        if (root()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        run("initdb", "-D", data(), "-U", "tandem", "-A", "trust", "-E", "UTF8", "--no-sync");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Starts the server again, with its data, on the same port. */
    public void start() throws IOException {
        process = command(
                        "postgres",
                        "-D",
                        data(),
                        "-p",
                        "" + port,
                        "-h",
                        "127.0.0.1",
                        "-c",
                        "fsync=off",
                        "-c",
                        "unix_socket_directories=")
                .start();
        Awaitility.await("PostgreSQL")
                .atMost(30, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> {
                    try (Connection connection = connect()) {
                        return connection.isValid(1);
                    }
                });
    }

    /** Ends it at once, whoever is connected. */
    public void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "tandem", "");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String... command) throws IOException, InterruptedException {
        int exitCode = command(command).start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(
                    List.of(command) + ": exit code " + exitCode + ": " + Files.readString(folder.resolve("log")));
        }
    }

    private ProcessBuilder command(String... command) {
        List<String> words = new ArrayList<>();
        if (root()) {
            words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        words.add(programs.resolve(command[0]).toString());
        words.addAll(List.of(command).subList(1, command.length));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
