package io.tandem.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Port: the signalling of one leg (SIP dialog, WebSocket, peer connection). The call tells it {@link Command}s, it tells the call
 * {@link Report}s. It owns its sockets and its media session and releases them when it stops, whatever the cause.
 */
public interface Transport {

    /** What the call asks of its leg. */
    sealed interface Command
            permits Dial,
                    Ring,
                    Accept,
                    Reject,
                    Hangup,
                    Mute,
                    Press,
                    SendDtmf,
                    Hold,
                    AddIceCandidate,
                    Update,
                    Internal {}

    /** Start the leg's own audio (WebSocket caller) or call out. Answered with {@link Answered}, {@link Refused} or {@link DialFailed}. */
    record Dial(CallOptions options) implements Command {}

    /** Signal ringing, with media when {@code earlyMedia}. Answered with {@link Rang} or {@link Refused}. */
    record Ring(boolean earlyMedia) implements Command {}

    /** Answer a pending inbound leg. Answered with {@link Answered} or {@link Refused}. */
    record Accept(CallOptions options) implements Command {}

    /**
     * Refuse a pending inbound leg. Answered with {@link Ended}.
     *
     * @param retryAfterSeconds Retry-After of a 503, zero for none
     * @param headers as of {@link Hangup}, for a leg whose answer is already on its way
     */
    record Reject(int status, String reason, @Nullable Integer q850, int retryAfterSeconds, Map<String, String> headers)
            implements Command {}

    /** End the leg in whatever state it is. Answered with {@link Ended}. */
    record Hangup(HangupCause cause, Map<String, String> headers) implements Command {}

    /** Replace the remote party's audio by silence (and drop its DTMF), or let it be heard again. */
    record Mute(boolean on) implements Command {}

    /** The remote party pressed a key, says its controller. Answered with {@link Digit} and {@link CarriedOut}, or {@link Refused}. */
    record Press(char digit) implements Command {}

    /** Presses keys at the far end, one after the other. Answered with {@link CarriedOut} after the last one, or {@link Refused}. */
    record SendDtmf(Digits digits) implements Command {}

    /** Put the far end on hold or take it back. Answered with {@link HoldChanged} and {@link CarriedOut}, or {@link Refused}. */
    record Hold(boolean on) implements Command {}

    /** A candidate of the peer, for legs over ICE. Answered with {@link Troubled} when it is of no use, else not at all. */
    record AddIceCandidate(String candidate, @Nullable String sdpMid, @Nullable Integer sdpMLineIndex)
            implements Command {}

    /** A new offer of the peer. Answered with {@link Updated} and {@link CarriedOut}, or {@link Refused}. */
    record Update(String offer) implements Command {}

    /** The implementer's private messages. */
    non-sealed interface Internal extends Command {}

    /** What the leg tells its call. */
    sealed interface Report extends ChildReport {}

    /** Ringing was signalled to the caller or, on a call out, by the far end; {@code sdp} is empty without early media. */
    record Rang(String sdp) implements Report {}

    /** Calling out came to nothing; {@link Ended} follows. */
    record DialFailed(HangupCause cause) implements Report {}

    /** The leg is answered and its media runs; {@code codec} is null while it is not agreed yet (late offer). */
    record Answered(String sdp, @Nullable String codec) implements Report {}

    /** A command could not be carried out; the leg goes on as before. {@code command} is a protocol name such as `accept`. */
    record Refused(String command, String why, @Nullable Integer code) implements Report {}

    /** A command that has no report of its own was carried out. {@code command} is a protocol name such as `dtmf`. */
    record CarriedOut(String command) implements Report {}

    /** The first packets of the remote party were accepted. */
    record MediaReady() implements Report {}

    /** A digit came in. */
    record Digit(char digit) implements Report {}

    /** The far end re-negotiated, or we did; {@code onHold} when either side holds the other. */
    record HoldChanged(boolean onHold) implements Report {}

    /** A new offer of the peer was answered with {@code sdp}. */
    record Updated(String sdp) implements Report {}

    /** Nothing was heard for the inactivity timeout of the options. */
    record Inactive() implements Report {}

    /** Something worth an error event went wrong; the leg goes on. */
    record Troubled(String sender, String error) implements Report {}

    /** The leg is over and its signalling done; the last report. */
    record Ended(HangupCause cause) implements Report {}
}
