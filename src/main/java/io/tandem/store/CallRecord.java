package io.tandem.store;

import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Direction;
import io.tandem.call.Event;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupReason;
import io.tandem.call.MediaQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that is over: its call detail record. Times have milliseconds.
 *
 * @param key identity of the record: the same for the same call, whoever writes it
 * @param id session id; a client that chooses its ids may use one again
 * @param hangupText what there is to say beside the reason
 * @param sipStatus SIP status that fits the end, for calls of any type
 * @param recording file of the recording, null for none
 * @param node name of the node that had the call
 */
public record CallRecord(
        String key,
        String id,
        CallType type,
        Direction direction,
        @Nullable String caller,
        @Nullable String callee,
        @Nullable String trunk,
        @Nullable String agent,
        @Nullable String codec,
        Instant startTime,
        @Nullable Instant ringTime,
        @Nullable Instant answerTime,
        Instant endTime,
        HangupReason hangupReason,
        @Nullable String hangupText,
        HangupCause.Initiator hangupBy,
        int sipStatus,
        @Nullable Integer q850,
        @Nullable String recording,
        Map<String, String> extra,
        @Nullable MediaQuality quality,
        String node) {

    /** The record of a call that ended with {@code end}. */
    static CallRecord of(CallSpec call, Event.Hangup end, String node) {
        HangupCause cause = end.cause();
        return new CallRecord(
                UUID.nameUUIDFromBytes((call.id() + ' ' + end.startTime()).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                call.id(),
                call.type(),
                call.direction(),
                end.from(),
                end.to(),
                call.trunk(),
                call.agent(),
                end.media().codec(),
                end.startTime().truncatedTo(ChronoUnit.MILLIS),
                millis(end.ringingTime()),
                millis(end.answerTime()),
                end.hangupTime().truncatedTo(ChronoUnit.MILLIS),
                cause.reason(),
                cause.text(),
                cause.initiator(),
                cause.status(),
                cause.q850(),
                end.media().recording(),
                end.extra(),
                end.media().quality(),
                node);
    }

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
