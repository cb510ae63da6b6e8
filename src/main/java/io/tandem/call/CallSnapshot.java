package io.tandem.call;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a call listing.
 *
 * @param options as the controller gave them, secrets redacted
 * @param joinedTo the call or room it is bridged to, as of {@link BridgeTarget#label}
 */
public record CallSnapshot(
        String id,
        CallType type,
        String state,
        @Nullable String caller,
        @Nullable String callee,
        @Nullable String codec,
        @Nullable Map<String, Object> options,
        Instant startTime,
        @Nullable Instant ringTime,
        @Nullable Instant answerTime,
        @Nullable String joinedTo) {}
