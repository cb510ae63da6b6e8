package io.tandem.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call's history as it happens: times, variables, tracks that run; writes the events that follow from them. */
final class Journal {
    private final CallSpec spec;
    private final EventLog log;
    private final Clock clock;
    private final Instant startTime;
    private final List<Playing> playing = new ArrayList<>();
    private CallOptions options = CallOptions.NONE;
    private @Nullable Instant ringTime;
    private @Nullable Instant answerTime;
    private @Nullable String codec;
    private @Nullable String recording;
    private boolean trackStarted;
    private @Nullable Joint joint;

    Journal(CallSpec spec, EventLog log, Clock clock) {
        this.spec = spec;
        this.log = log;
        this.clock = clock;
        this.startTime = clock.instant();
    }

    EventLog log() {
        return log;
    }

    void write(Event event) {
        log.append(event);
    }

    void error(@Nullable String commandId, String sender, String error) {
        error(commandId, sender, error, null);
    }

    void error(@Nullable String commandId, String sender, String error, @Nullable Integer code) {
        error(spec.id(), commandId, sender, error, code);
    }

    void error(String trackId, @Nullable String commandId, String sender, String error, @Nullable Integer code) {
        write(new Event.Error(trackId, sender, error, code, commandId));
    }

    void options(CallOptions given) {
        options = given;
    }

    CallOptions options() {
        return options;
    }

    /** Presents an inbound call to its controller and starts the remote party's track, once. */
    void introduce() {
        if (trackStarted) {
            return;
        }
        if (spec.inbound()) {
            write(new Event.Incoming(spec.id(), spec.caller(), spec.callee(), spec.offer(), spec.headers()));
        }
        trackStarted = true;
        write(new Event.TrackStart(spec.id(), null));
    }

    void rang() {
        if (ringTime == null) {
            ringTime = clock.instant();
        }
    }

    /** The far end of a call out rings; it may do so several times. */
    void farEndRang(boolean earlyMedia) {
        rang();
        write(new Event.Ringing(spec.id(), earlyMedia));
    }

    /** A call out came to nothing. */
    void refused(String command, HangupCause why) {
        write(new Event.Reject(spec.id(), why.describe(), why.status()));
        error(null, command, why.describe(), why.status());
    }

    void answered(Transport.Answered answered) {
        answerTime = clock.instant();
        codec = answered.codec();
        write(new Event.Answer(spec.id(), answered.sdp()));
    }

    /** The call is recorded to a file of this path. */
    void recordedTo(String path) {
        recording = path;
    }

    boolean isAnswered() {
        return answerTime != null;
    }

    void playbackStarted(String playId) {
        playing.add(new Playing(playId, clock.instant()));
        write(new Event.TrackStart(spec.serverSideTrack(), playId));
    }

    boolean isPlaying() {
        return !playing.isEmpty();
    }

    void playbackEnded(String playId, Duration duration, long ssrc) {
        for (Iterator<Playing> it = playing.iterator(); it.hasNext(); ) {
            if (it.next().playId().equals(playId)) {
                it.remove();
                write(new Event.TrackEnd(spec.serverSideTrack(), duration, ssrc, playId));
                return;
            }
        }
    }

    /** Ends every playback that runs: its player is gone. */
    void playbacksLost() {
        Instant now = clock.instant();
        playing.forEach(track -> write(
                new Event.TrackEnd(spec.serverSideTrack(), Duration.between(track.since(), now), 0, track.playId())));
        playing.clear();
    }

    /** The call hears what carries {@code label} by a track of its own. */
    void joined(String trackId, String label) {
        joint = new Joint(trackId, label, clock.instant());
        write(new Event.TrackStart(trackId, null));
    }

    /** Ends the track of {@link #joined}, if it runs. */
    void parted() {
        if (joint != null) {
            write(new Event.TrackEnd(joint.trackId(), Duration.between(joint.since(), clock.instant()), 0, null));
            joint = null;
        }
    }

    /** Writes the end of every track and the hangup event, and closes the log; of a closed one nothing. */
    void finish(HangupCause cause) {
        if (log.closed()) {
            return;
        }
        Instant now = clock.instant();
        playbacksLost();
        parted();
        if (trackStarted) {
            Duration talked = answerTime == null ? Duration.ZERO : Duration.between(answerTime, now);
            write(new Event.TrackEnd(spec.id(), talked, 0, null));
        }
        write(new Event.Hangup(
                spec.id(), cause, startTime, now, answerTime, ringTime, caller(), callee(), variables(), media()));
        log.close();
    }

    CallSnapshot snapshot(String state) {
        return new CallSnapshot(
                spec.id(),
                spec.type(),
                state,
                caller(),
                callee(),
                codec,
                options == CallOptions.NONE ? null : options.asGiven(),
                startTime,
                ringTime,
                answerTime,
                joint == null ? null : joint.label());
    }

    private @Nullable String caller() {
        return options.caller() != null ? options.caller() : orNull(spec.caller());
    }

    private @Nullable String callee() {
        return options.callee() != null ? options.callee() : orNull(spec.callee());
    }

    private MediaSummary media() {
        MediaQuality quality = spec.children().quality().now();
        // Measured on the wire, it also knows of later agreements.
        return new MediaSummary(quality == null ? codec : quality.codec(), recording, quality);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(options.extra());
        variables.put("session_id", spec.id());
        variables.put("call_type", spec.type().protocolName().toLowerCase(Locale.ROOT));
        variables.put("start_time", startTime.toString());
        return Map.copyOf(variables);
    }

    /** A playback that has begun; one id may be played again before its first playback has ended. */
    private record Playing(String playId, Instant since) {}

    /** What the call is joined to. */
    private record Joint(String trackId, String label, Instant since) {}

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
