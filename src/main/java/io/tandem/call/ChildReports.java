package io.tandem.call;

import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.CallActor.InputTimeout;
import io.tandem.call.CallActor.Message;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the reports of a call's children mean where they mean the same in every state, and what their failures do. */
final class ChildReports {
    private static final Logger LOG = LoggerFactory.getLogger(ChildReports.class);

    private final CallActor call;
    private final CallSpec spec;
    private final Journal journal;
    private final Turns turns;
    private final CallChildren children;
    private final TimerScheduler<Message> timers;
    private final Clock clock;

    ChildReports(
            CallActor call,
            CallSpec spec,
            Journal journal,
            Turns turns,
            CallChildren children,
            TimerScheduler<Message> timers,
            Clock clock) {
        this.call = call;
        this.spec = spec;
        this.journal = journal;
        this.turns = turns;
        this.children = children;
        this.timers = timers;
        this.clock = clock;
    }

    BehaviorBuilder<Message> on(BehaviorBuilder<Message> builder) {
        return builder.onMessage(Transport.MediaReady.class, ready -> write(new Event.MediaReady(spec.id())))
                .onMessage(Transport.Digit.class, this::onDigit)
                .onMessage(Transport.Updated.class, updated -> write(new Event.Updated(spec.id(), updated.sdp())))
                .onMessage(Transport.Troubled.class, trouble -> error(trouble.sender(), trouble.error()))
                .onMessage(Playback.Started.class, this::onPlaybackStarted)
                .onMessage(Playback.Ended.class, this::onPlaybackEnded)
                .onMessage(Playback.Failed.class, this::onPlaybackFailed)
                .onMessage(InputTimeout.class, this::onInputTimeout)
                .onMessage(VoiceActivity.SpeechStarted.class, this::onSpeechStarted)
                .onMessage(VoiceActivity.SilenceNoticed.class, this::onSilenceNoticed)
                .onMessage(VoiceActivity.Degraded.class, degraded -> error("vad", degraded.error()))
                .onMessage(Recording.Started.class, this::onRecordingStarted)
                .onMessage(Recording.Finished.class, this::onRecorded)
                .onMessage(Recording.Failed.class, failed -> error("recorder", failed.error()))
                .onMessage(Bridging.Joined.class, this::onJoined)
                .onMessage(Bridging.Parted.class, this::onParted)
                .onMessage(Bridging.Done.class, done -> settled(done.commandId(), null))
                .onMessage(Bridging.Refused.class, refused -> settled(refused.commandId(), refused.why()))
                .onSignal(ChildFailed.class, this::onChildGone)
                .onSignal(Terminated.class, this::onChildGone);
    }

    /** The caller said or pressed something, or a new prompt plays: nobody waits for input any more. */
    void inputCame() {
        timers.cancel(InputTimeout.class);
    }

    /** Only a call out hears of ringing this way; an inbound one rings itself. */
    Behavior<Message> onFarEndRang(Transport.Rang rang) {
        journal.farEndRang(!rang.sdp().isEmpty());
        return Behaviors.same();
    }

    private Behavior<Message> onDigit(Transport.Digit digit) {
        inputCame();
        return write(new Event.Dtmf(spec.id(), digit.digit()));
    }

    private Behavior<Message> onPlaybackStarted(Playback.Started started) {
        inputCame();
        journal.playbackStarted(started.playId());
        return Behaviors.same();
    }

    private Behavior<Message> onPlaybackEnded(Playback.Ended ended) {
        journal.playbackEnded(ended.playId(), ended.duration(), ended.ssrc());
        if (call.isEnding()) {
            return Behaviors.same();
        }
        if (!ended.waitInputTimeout().isZero()) {
            InputTimeout timeout = new InputTimeout(clock.instant(), ended.waitInputTimeout());
            timers.startSingleTimer(InputTimeout.class, timeout, ended.waitInputTimeout());
        }
        return ended.autoHangup() ? call.ending(Causes.AUTO_HANGUP) : Behaviors.same();
    }

    private Behavior<Message> onPlaybackFailed(Playback.Failed failed) {
        journal.error(spec.serverSideTrack(), null, failed.sender(), failed.error(), null);
        return Behaviors.same();
    }

    private Behavior<Message> onInputTimeout(InputTimeout timeout) {
        return write(new Event.Silence(spec.serverSideTrack(), timeout.armed(), timeout.timeout()));
    }

    private Behavior<Message> onSpeechStarted(VoiceActivity.SpeechStarted speech) {
        inputCame();
        return write(new Event.Speaking(spec.id(), speech.startTime(), speech.confidence()));
    }

    private Behavior<Message> onSilenceNoticed(VoiceActivity.SilenceNoticed silence) {
        return write(new Event.Silence(spec.id(), silence.startTime(), silence.duration()));
    }

    private Behavior<Message> onRecordingStarted(Recording.Started started) {
        journal.recordedTo(started.path());
        LOG.info("call {}: recording to {}", spec.id(), started.path());
        return Behaviors.same();
    }

    private Behavior<Message> onRecorded(Recording.Finished finished) {
        LOG.info("call {}: recorded {} ({} bytes)", spec.id(), finished.path(), finished.bytes());
        return Behaviors.same();
    }

    private Behavior<Message> onJoined(Bridging.Joined joined) {
        journal.joined(joined.trackId(), joined.label());
        return Behaviors.same();
    }

    private Behavior<Message> onParted(Bridging.Parted parted) {
        journal.parted();
        return Behaviors.same();
    }

    private Behavior<Message> settled(@Nullable String commandId, @Nullable String error) {
        turns.settled(commandId, error);
        return Behaviors.same();
    }

    private Behavior<Message> onChildGone(Terminated gone) {
        if (gone.getRef().path().equals(children.transport.path())) {
            return call.finish(HangupCause.fault("the transport of the call failed"));
        }
        if (gone instanceof ChildFailed) {
            children.kept(gone.getRef()).findFirst().ifPresent(this::restart);
        }
        return Behaviors.same();
    }

    private void restart(Kept<?> child) {
        if (child == children.playback) {
            journal.playbacksLost();
        } else if (child == children.bridging) {
            journal.parted();
            turns.forsaken("bridging failed");
        }
        boolean again = child.restart();
        error(child.name(), again ? "failed and was started again" : "failed too often and stays off");
    }

    private Behavior<Message> error(String sender, String error) {
        journal.error(null, sender, error);
        return Behaviors.same();
    }

    private Behavior<Message> write(Event event) {
        journal.write(event);
        return Behaviors.same();
    }
}
