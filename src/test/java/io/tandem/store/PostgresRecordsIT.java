package io.tandem.store;

import io.tandem.tool.Postgres;
import io.tandem.tool.RequiresTool;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Records in PostgreSQL. */
@RequiresTool("pg_ctlcluster")
class PostgresRecordsIT extends RecordsContract {
    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = new Postgres();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Override
    @BeforeEach
    void open() throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS call_record, tandem_schema");
        }
        super.open();
    }

    @Override
    String url() {
        return postgres.url();
    }

    @Override
    void stopDatabase() throws Exception {
        postgres.stop();
    }

    @Override
    void startDatabase() throws Exception {
        postgres.start();
    }
}
