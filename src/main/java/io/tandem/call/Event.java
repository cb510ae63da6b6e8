package io.tandem.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a call. Events are numbered and time-stamped when they enter the {@link EventLog}; track ids are the session
 * id for the remote party and the server-side track id for playback.
 */
public sealed interface Event {

    /** Whether a reader must see this event even when the log overflows. */
    default boolean critical() {
        return false;
    }

    /** An inbound call is presented to its controller; {@code headers} holds the non-standard SIP headers. */
    record Incoming(String trackId, String caller, String callee, String sdp, Map<String, String> headers)
            implements Event {}

    /** The call was answered; {@code sdp} is ours for inbound calls, the peer's for outbound ones, empty for WebSocket. */
    record Answer(String trackId, String sdp) implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** The first RTP source of the leg was latched. */
    record MediaReady(String trackId) implements Event {}

    /** An outbound call was refused, or a command came for a call that is no longer pending. */
    record Reject(String trackId, String reason, @Nullable Integer code) implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** An outbound leg rings. */
    record Ringing(String trackId, boolean earlyMedia) implements Event {}

    /** The call is over; exactly one, and the last event of every call. {@code media} is for records, not for controllers. */
    record Hangup(
            String trackId,
            HangupCause cause,
            Instant startTime,
            Instant hangupTime,
            @Nullable Instant answerTime,
            @Nullable Instant ringingTime,
            @Nullable String from,
            @Nullable String to,
            Map<String, String> extra,
            MediaSummary media)
            implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** The remote party began to speak at {@code startTime}. */
    record Speaking(String trackId, Instant startTime, double confidence) implements Event {}

    /** A segment of speech ended, or silence lasted for the asked time. */
    record Silence(String trackId, Instant startTime, Duration duration) implements Event {}

    /** Nothing was received for the inactivity timeout; the call ends. */
    record Inactivity(String trackId) implements Event {}

    /** A digit 0–9 * # A–D. */
    record Dtmf(String trackId, char digit) implements Event {}

    /** The far end sent a new offer; {@code onHold} tells whether it wants us to stop sending. */
    record Hold(String trackId, boolean onHold) implements Event {}

    /** A new offer of the peer was answered; {@code sdp} is the answer. */
    record Updated(String trackId, String sdp) implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** A track was installed. */
    record TrackStart(String trackId, @Nullable String playId) implements Event {}

    /** A track ended, {@code duration} of wall-clock time after it started. */
    record TrackEnd(String trackId, Duration duration, long ssrc, @Nullable String playId) implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** Something failed; the call goes on unless a hangup follows. */
    record Error(String trackId, String sender, String error, @Nullable Integer code, @Nullable String commandId)
            implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** The command with this id was carried out. */
    record Ack(String commandId) implements Event {
        @Override
        public boolean critical() {
            return true;
        }
    }

    /** A line of dialogue. */
    record AddHistory(@Nullable String sender, String speaker, String text) implements Event {}

    /** An event of the application's own. */
    record Custom(@Nullable String sender, @Nullable Object data) implements Event {}

    /** A command arrived, as its controller wrote it; for observers of the call, not for its controller. */
    record Commanded(String text) implements Event {}
}
