package io.tandem.store;

import org.jspecify.annotations.Nullable;

/**
 * How the store is, for /status and metrics.
 *
 * @param database where records go, without credentials
 * @param why why it is not available, null when it is
 * @param waiting records in memory that are not written yet
 * @param spilled records that went to the spill file since the start
 * @param written records written since the start
 * @param refused records that the database would not have, kept in the file of refused ones
 */
public record StoreLoad(
        String database,
        boolean available,
        @Nullable String why,
        int waiting,
        long spilled,
        long written,
        long refused) {}
