package io.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in H2: in a server of its own that can be away, and in a file that somebody else holds. */
class H2RecordsIT extends RecordsContract {

    @TempDir
    private Path databases;

    private Server server;

    @Override
    String url() throws SQLException {
        if (server == null) {
            server = server("0").start();
        }
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/records";
    }

    @Override
    void stopDatabase() {
        server.stop();
    }

    @Override
    void startDatabase() throws SQLException {
        server = server(Integer.toString(server.getPort())).start();
    }

    private Server server(String port) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-baseDir", databases.toString(), "-ifNotExists");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aFileThatIsLockedIsWaitedFor() throws Exception {
        StoreSettings settings = new StoreSettings(
                "jdbc:h2:file:" + databases.resolve("locked"),
                "tandem",
                "",
                2,
                0,
                10,
                databases.resolve("waiting.jsonl"));
        FileChannel file = FileChannel.open(
                databases.resolve("locked.mv.db"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.lock();
        try (CallRecords records = CallRecords.open(settings, "node", Clock.systemUTC())) {
            await("the lock to be noticed")
                    .untilAsserted(() -> assertThat(records.load().why()).containsIgnoringCase("lock"));
            file.close();

            await("the file").atMost(Duration.ofSeconds(20)).until(() -> records.load()
                    .available());
        }
    }
}
