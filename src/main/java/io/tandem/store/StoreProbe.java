package io.tandem.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Looks whether the database can be reached, and changes nothing. */
public final class StoreProbe {
    /** H2's code for a file that is not there yet. */
    private static final int NO_FILE = 90146;

    private static final String CONNECT_SECONDS = "3";

    private StoreProbe() {}

    /** What is wrong with it, empty when it answers or is a file yet to be made. Blocks for some seconds at most. */
    public static Optional<String> fault(StoreSettings settings) {
        boolean h2 = settings.url().startsWith("jdbc:h2:");
        Properties properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
        }
        properties.setProperty(h2 ? "IFEXISTS" : "connectTimeout", h2 ? "TRUE" : CONNECT_SECONDS);
        try (Connection connection = DriverManager.getConnection(settings.url(), properties)) {
            return connection.isValid(Integer.parseInt(CONNECT_SECONDS))
                    ? Optional.empty()
                    : Optional.of("it does not answer");
        } catch (SQLException e) {
            return h2 && e.getErrorCode() == NO_FILE
                    ? Optional.empty()
                    : Optional.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
