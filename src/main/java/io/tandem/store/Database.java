package io.tandem.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** The connections to the database, and its tables brought up to date once. */
final class Database implements AutoCloseable {
    private static final long CONNECT_MILLIS = 3_000;
    private static final String ANSWER_SECONDS = "20";

    private final StoreSettings settings;
    private @Nullable HikariDataSource pool;
    private @Nullable Jdbi ready;

    Database(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * The database, its tables there and of this version. Blocks.
     *
     * @throws RuntimeException when it cannot be reached or its tables cannot be made; may be tried again
     */
    synchronized Jdbi open() {
        Jdbi before = ready;
        if (before != null) {
            return before;
        }
        if (pool == null) {
            pool = new HikariDataSource(pool(settings));
        }
        migrate(pool);
        Jdbi jdbi = Jdbi.create(pool).registerArgument(new TimeArgument());
        ready = jdbi;
        return jdbi;
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }

    private static HikariConfig pool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url(settings.url()));
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.pool());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        // The pool may be made while the database is away.
        config.setInitializationFailTimeout(-1);
        if (settings.url().startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_MILLIS / 1_000));
            // A server that vanished without a word would hold the writer for ever.
            config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        }
        return config;
    }

    /** H2 would close its file when the process is told to stop, while the last calls still end. */
    private static String url(String url) {
        return url.startsWith("jdbc:h2:") && !url.contains("DB_CLOSE_ON_EXIT") ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url;
    }

    private static void migrate(HikariDataSource pool) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .resourceProvider(new Migrations())
                .javaMigrationClassProvider(List::of)
                .table("tandem_schema")
                // The database may have tables of others.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Instants with their zone: as a plain timestamp, an hour a year would be ambiguous. */
    private static final class TimeArgument extends AbstractArgumentFactory<Instant> {
        TimeArgument() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }
}
