package io.tandem.call;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a controller may ask of a call. Every control dialect is decoded to this union; plain serializable values only. */
public sealed interface Command {

    /** The wire name, as the active-call protocol spells it; also used as `sender` of error events. */
    String name();

    /** Starts the call's own leg: audio of a WebSocket caller, or an outbound call. */
    record Invite(CallOptions options) implements Command {
        @Override
        public String name() {
            return "invite";
        }
    }

    /** Answers a pending inbound call. */
    record Accept(CallOptions options) implements Command {
        @Override
        public String name() {
            return "accept";
        }
    }

    /** Refuses a pending inbound call; {@code code} is a SIP status 400–699, 603 when absent. */
    record Reject(String reason, @Nullable Integer code) implements Command {
        @Override
        public String name() {
            return "reject";
        }
    }

    /** Signals ringing on a pending inbound call: 180, or 183 with SDP when early media or a ringtone is asked for. */
    record Ringing(@Nullable RecorderOptions recorder, boolean earlyMedia, @Nullable String ringtone)
            implements Command {
        @Override
        public String name() {
            return "ringing";
        }
    }

    /**
     * Plays a prompt, replacing what plays now.
     *
     * @param url http(s) URL, path under an allowed folder, or a built-in {@code tandem:} source
     * @param playId identity of the playback, the url when absent
     * @param waitInputTimeout time to wait for input after the playback, zero for none
     * @param offset how much of the audio to skip
     */
    record Play(String url, @Nullable String playId, boolean autoHangup, Duration waitInputTimeout, Duration offset)
            implements Command {
        @Override
        public String name() {
            return "play";
        }
    }

    /** Ends the current playback, over {@code fadeOut} when it is not zero. */
    record Interrupt(boolean graceful, Duration fadeOut) implements Command {
        @Override
        public String name() {
            return "interrupt";
        }
    }

    /** Freezes the current playback. */
    record Pause() implements Command {
        @Override
        public String name() {
            return "pause";
        }
    }

    /** Continues a frozen playback. */
    record Resume() implements Command {
        @Override
        public String name() {
            return "resume";
        }
    }

    /** Ends the call. {@code headers} go on the SIP BYE. */
    record Hangup(@Nullable String reason, @Nullable String initiator, Map<String, String> headers) implements Command {
        @Override
        public String name() {
            return "hangup";
        }
    }

    /** Silences the audio a track produces; every track when absent. */
    record Mute(@Nullable String trackId) implements Command {
        @Override
        public String name() {
            return "mute";
        }
    }

    /** Undoes {@link Mute}. */
    record Unmute(@Nullable String trackId) implements Command {
        @Override
        public String name() {
            return "unmute";
        }
    }

    /** The remote party pressed a key where no audio carries it, such as on a page: becomes the usual digit event. */
    record Dtmf(char digit) implements Command {
        @Override
        public String name() {
            return "dtmf";
        }
    }

    /** Presses keys on the far end's behalf: of an IVR that the call was made to. */
    record SendDtmf(Digits digits) implements Command {
        @Override
        public String name() {
            return "sendDtmf";
        }
    }

    /** Puts the far end on hold: it is asked to send nothing, and hears {@code music} over and over, or silence when null. */
    record Hold(@Nullable String music) implements Command {
        @Override
        public String name() {
            return "hold";
        }
    }

    /** Undoes {@link Hold}. */
    record Unhold() implements Command {
        @Override
        public String name() {
            return "unhold";
        }
    }

    /** Joins the call's audio to that of others, leaving what it was joined to. */
    record Bridge(BridgeTarget target) implements Command {
        @Override
        public String name() {
            return "bridge";
        }
    }

    /** Undoes {@link Bridge}, if the call is joined to what carries this label, or to anything when null. */
    record Unbridge(@Nullable String label) implements Command {
        @Override
        public String name() {
            return "unbridge";
        }
    }

    /** A candidate of a WebRTC peer, as its browser names it; an empty one says that there are no more. */
    record AddIceCandidate(String candidate, @Nullable String sdpMid, @Nullable Integer sdpMLineIndex)
            implements Command {
        @Override
        public String name() {
            return "addIceCandidate";
        }
    }

    /** A new offer of a WebRTC peer in an answered call: hold, ICE restart. Leads to {@link Event.Updated}. */
    record Update(String offer) implements Command {
        @Override
        public String name() {
            return "update";
        }
    }

    /** Puts a line of dialogue into the event log. */
    record History(String speaker, String text) implements Command {
        @Override
        public String name() {
            return "history";
        }
    }

    /** Puts an event of the application's own into the event log; {@code data} is a tree of JDK values. */
    record Custom(@Nullable String sender, @Nullable Object data) implements Command {
        @Override
        public String name() {
            return "custom";
        }
    }

    /** A command of the protocol that this server does not offer; answered with an error that says why. */
    record Unavailable(String name, String why) implements Command {}
}
