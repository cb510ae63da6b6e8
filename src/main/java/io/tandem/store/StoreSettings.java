package io.tandem.store;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * {@code tandem.store} of the configuration.
 *
 * @param url JDBC URL of H2 or PostgreSQL; empty = no records are kept
 * @param user empty = none, or named by the URL
 * @param pool connections
 * @param keepDays days after which a record is deleted, 0 = never
 * @param maxWaiting records that wait in memory while the database is away
 * @param spillFile where those beyond wait, and those that wait when the server stops
 */
public record StoreSettings(
        String url, String user, String password, int pool, int keepDays, int maxWaiting, Path spillFile) {

    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/@]*@");

    /** Whether records are kept at all. */
    public boolean enabled() {
        return !url.isEmpty();
    }

    /** The database without its credentials and parameters. */
    public String database() {
        return USER_INFO
                .matcher(url.replaceFirst("^jdbc:", "").split("[?;]", 2)[0])
                .replaceAll("");
    }

    /** Keeps the password out of logs, also one that stands in the URL. */
    @Override
    public String toString() {
        return "StoreSettings[database=" + (enabled() ? database() : "none") + ", pool=" + pool + ", keepDays="
                + keepDays + ", maxWaiting=" + maxWaiting + ", spillFile=" + spillFile + "]";
    }
}
