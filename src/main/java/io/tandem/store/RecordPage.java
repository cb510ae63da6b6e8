package io.tandem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some records in order, and where the next page begins; null when there is none. */
public record RecordPage(List<CallRecord> records, RecordQuery.@Nullable Cursor next) {}
