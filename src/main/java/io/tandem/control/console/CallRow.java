package io.tandem.control.console;

import io.tandem.call.CallSnapshot;
import io.tandem.call.CallSpec;
import io.tandem.call.MediaQuality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running call as the console lists it.
 *
 * @param mos of what was received in the last seconds, two decimals; null while it is not known
 */
record CallRow(
        String id,
        String state,
        String type,
        String direction,
        @Nullable String caller,
        @Nullable String callee,
        @Nullable String codec,
        Instant startTime,
        @Nullable Instant answerTime,
        boolean hold,
        @Nullable String agent,
        @Nullable String trunk,
        @Nullable Double mos) {

    static CallRow of(CallSpec call, CallSnapshot now) {
        MediaQuality quality = call.children().quality().now();
        return new CallRow(
                call.id(),
                // The call waits for its controller all the same; a person wants to know that it rings.
                now.state().equals("pending") && now.ringTime() != null ? "ringing" : now.state(),
                call.type().protocolName(),
                call.direction().protocolName(),
                now.caller(),
                now.callee(),
                quality == null ? now.codec() : quality.codec(),
                now.startTime().truncatedTo(ChronoUnit.MILLIS),
                now.answerTime() == null ? null : now.answerTime().truncatedTo(ChronoUnit.MILLIS),
                now.state().equals("held"),
                call.agent(),
                call.trunk(),
                quality == null ? null : Math.round(quality.mos() * 100) / 100.0);
    }
}
