package io.tandem.call;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each command does in each state of a call (active-call protocol, effect by state). */
final class CallCommands {
    private final CallActor call;
    private final CallSpec spec;
    private final Journal journal;
    private final Turns turns;
    private final CallChildren children;
    private final TimerScheduler<CallActor.Message> timers;
    private @Nullable String ringtone;
    private @Nullable String music;

    /** The latest playback is the music of a hold. */
    private boolean musicPlays;

    final CommandTable idle;
    final CommandTable pending;
    final CommandTable dialing;
    final CommandTable answered;
    final CommandTable terminating;

    CallCommands(
            CallActor call,
            CallSpec spec,
            Journal journal,
            Turns turns,
            CallChildren children,
            TimerScheduler<CallActor.Message> timers) {
        this.call = call;
        this.spec = spec;
        this.journal = journal;
        this.turns = turns;
        this.children = children;
        this.timers = timers;
        answered = answered();
        idle = idle();
        dialing = CommandTable.builder()
                .on(Command.Hangup.class, this::giveUp)
                .on(Command.SendDtmf.class, this::tooEarly)
                .on(Command.Hold.class, this::tooEarly)
                .on(Command.Unhold.class, this::tooEarly)
                .orElse(answered)
                .build();
        pending = pending();
        terminating = CommandTable.builder()
                .otherwise(command -> turns.failed(command.name() + ": the call is ending", null))
                .build();
    }

    private CommandTable answered() {
        return CommandTable.builder()
                .on(Command.Play.class, this::play)
                .on(Command.Interrupt.class, interrupt -> {
                    inputIsMoot();
                    children.playback.tell(new Playback.Interrupt(interrupt.fadeOut()));
                })
                .on(Command.Pause.class, pause -> whilePlaying(new Playback.Pause()))
                .on(Command.Resume.class, resume -> whilePlaying(new Playback.Resume()))
                .on(Command.Hangup.class, this::hangup)
                .on(Command.Mute.class, mute -> mute(mute.trackId(), true))
                .on(Command.Unmute.class, unmute -> mute(unmute.trackId(), false))
                .on(Command.Dtmf.class, this::press)
                .on(Command.SendDtmf.class, this::sendDtmf)
                .on(Command.Hold.class, this::hold)
                .on(Command.Unhold.class, unhold -> hold(false))
                .on(Command.Bridge.class, bridge -> entrust(id -> new Bridging.Join(bridge.target(), id)))
                .on(Command.Unbridge.class, unbridge -> entrust(id -> new Bridging.Part(unbridge.label(), id)))
                .on(Command.AddIceCandidate.class, this::addIceCandidate)
                .on(Command.Update.class, this::update)
                .on(Command.History.class, h -> journal.write(new Event.AddHistory(spec.id(), h.speaker(), h.text())))
                .on(Command.Custom.class, custom -> journal.write(new Event.Custom(custom.sender(), custom.data())))
                .on(Command.Unavailable.class, command -> turns.failed(command.name() + ": " + command.why(), null))
                // Only a pending call can be rejected; anywhere else the protocol says it does nothing.
                .on(Command.Reject.class, reject -> {})
                .otherwise(command -> turns.failed(
                        command.name() + ": the call is set up already; expected once, before the answer", null))
                .build();
    }

    private CommandTable idle() {
        return CommandTable.builder()
                .on(Command.Invite.class, invite -> dial(invite.options()))
                .on(Command.Dtmf.class, this::tooEarly)
                .on(Command.SendDtmf.class, this::tooEarly)
                .on(Command.Hold.class, this::tooEarly)
                .on(Command.Unhold.class, this::tooEarly)
                .on(Command.Update.class, this::tooEarly)
                // Without a pending call the protocol takes `ringing` for an invite without wishes.
                .on(Command.Ringing.class, ringing -> dial(CallOptions.NONE))
                .on(Command.Accept.class, accept -> {
                    journal.write(new Event.Reject(spec.id(), "no pending call", 486));
                    turns.failed("accept: no pending call", 486);
                    call.end(Causes.NOT_PENDING, Map.of(), 0);
                })
                .orElse(answered)
                .build();
    }

    private CommandTable pending() {
        return CommandTable.builder()
                .on(Command.Invite.class, invite -> {
                    journal.options(invite.options());
                    journal.introduce();
                })
                .on(Command.Dtmf.class, this::tooEarly)
                .on(Command.SendDtmf.class, this::tooEarly)
                .on(Command.Hold.class, this::tooEarly)
                .on(Command.Unhold.class, this::tooEarly)
                .on(Command.Update.class, this::tooEarly)
                .on(Command.Ringing.class, this::ring)
                .on(Command.Accept.class, this::accept)
                .on(Command.Reject.class, reject -> {
                    turns.done();
                    call.end(Causes.rejected(reject), Map.of(), 0);
                })
                .orElse(answered)
                .build();
    }

    private void dial(CallOptions options) {
        journal.options(options);
        journal.introduce();
        turns.await();
        call.dial();
        children.transport.tell(new Transport.Dial(options));
    }

    private void ring(Command.Ringing ringing) {
        journal.introduce();
        if (ringing.recorder() != null) {
            children.recording.start(new Recording.Start(ringing.recorder()));
        }
        ringtone = ringing.ringtone();
        turns.await();
        children.transport.tell(new Transport.Ring(ringing.earlyMedia() || ringtone != null));
    }

    /** The transport rang: the ringtone, if one was asked for, can be heard now. */
    void rang() {
        if (turns.isAwaiting(Command.Ringing.class)) {
            if (ringtone != null) {
                play(new Command.Play(ringtone, null, false, Duration.ZERO, Duration.ZERO));
            }
            turns.done();
        }
    }

    private void accept(Command.Accept accept) {
        journal.options(accept.options());
        journal.introduce();
        turns.await();
        children.transport.tell(new Transport.Accept(accept.options()));
    }

    /** The call was answered: what the options ask for starts, what they ask for in vain is named. */
    void startProcessors() {
        CallOptions options = journal.options();
        options.unavailable().forEach(why -> journal.error(null, "command", why));
        if (options.recorder() != null) {
            children.recording.start(new Recording.Start(options.recorder()));
        }
        if (options.vad() != null) {
            children.voiceActivity.start(new VoiceActivity.Start(options.vad()));
        }
    }

    private void play(Command.Play play) {
        play(play, false);
    }

    private void play(Command.Play play, boolean again) {
        inputIsMoot();
        musicPlays = false;
        String playId = Objects.requireNonNullElse(play.playId(), play.url());
        children.playback.tell(new Playback.Play(
                play.url(), playId, play.autoHangup(), play.waitInputTimeout(), play.offset(), again));
    }

    /** Another prompt, or none, was asked for: nobody waits for input after the last one any more. */
    private void inputIsMoot() {
        timers.cancel(CallActor.InputTimeout.class);
    }

    private void whilePlaying(Playback.Command command) {
        if (journal.isPlaying()) {
            children.playback.tell(command);
        } else {
            turns.failed("track not found: " + spec.serverSideTrack(), null);
        }
    }

    private void mute(@Nullable String trackId, boolean on) {
        if (trackId == null || trackId.equals(spec.id())) {
            children.transport.tell(new Transport.Mute(on));
        }
        if (trackId == null || trackId.equals(spec.serverSideTrack())) {
            children.playback.tell(new Playback.Mute(on));
        }
    }

    private void press(Command.Dtmf dtmf) {
        turns.await();
        children.transport.tell(new Transport.Press(dtmf.digit()));
    }

    private void sendDtmf(Command.SendDtmf send) {
        turns.await();
        children.transport.tell(new Transport.SendDtmf(send.digits()));
    }

    private void hold(Command.Hold hold) {
        music = hold.music();
        hold(true);
    }

    private void hold(boolean on) {
        turns.await();
        children.transport.tell(new Transport.Hold(on));
    }

    /** The far end was put on hold, or taken back, as a command wanted it: it hears music, or no more. */
    void holdCarriedOut() {
        if (turns.isAwaiting(Command.Hold.class) && music != null) {
            play(new Command.Play(music, null, false, Duration.ZERO, Duration.ZERO), true);
            musicPlays = true;
        } else if (turns.isAwaiting(Command.Unhold.class) && musicPlays) {
            musicPlays = false;
            children.playback.tell(new Playback.Interrupt(Duration.ZERO));
        }
    }

    /** Handed over, not awaited: a browser sends several at once, before as well as after the answer. */
    private void addIceCandidate(Command.AddIceCandidate added) {
        children.transport.tell(
                new Transport.AddIceCandidate(added.candidate(), added.sdpMid(), added.sdpMLineIndex()));
    }

    private void update(Command.Update update) {
        turns.await();
        children.transport.tell(new Transport.Update(update.offer()));
    }

    private void tooEarly(Command command) {
        turns.failed(command.name() + ": the call is not answered yet", null);
    }

    private void entrust(Function<@Nullable String, Bridging.Command> command) {
        if (!children.bridging.tell(command.apply(turns.entrust()))) {
            turns.forsaken("bridging failed too often and stays off");
        }
    }

    private void hangup(Command.Hangup hangup) {
        hangup(hangup, HangupWords.cause(hangup.reason(), hangup.initiator()));
    }

    /** Who ends a call out before its answer gives it up, unless they say otherwise. */
    private void giveUp(Command.Hangup hangup) {
        boolean unexplained = hangup.reason() == null && hangup.initiator() == null;
        hangup(hangup, unexplained ? Causes.GAVE_UP : HangupWords.cause(hangup.reason(), hangup.initiator()));
    }

    private void hangup(Command.Hangup hangup, HangupCause cause) {
        turns.done();
        call.end(cause, hangup.headers(), 0);
    }
}
