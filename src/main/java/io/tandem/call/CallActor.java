package io.tandem.call;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call: decides and forwards, implements nothing. */
public final class CallActor {

    /** Everything a call understands: controllers' requests and the reports of its children. */
    public sealed interface Message
            permits Execute,
                    Describe,
                    ControllerAttached,
                    ControllerLost,
                    Terminate,
                    Internal,
                    Transport.Report,
                    Playback.Report,
                    VoiceActivity.Report,
                    Recording.Report {}

    /**
     * Carry out a command. Commands run one after another in arrival order; `hangup` overtakes.
     *
     * @param commandId when given, exactly one ack or error event carries it
     */
    public record Execute(Command command, @Nullable String commandId) implements Message {}

    /** Ask for a row of the listing. */
    public record Describe(ActorRef<CallSnapshot> replyTo) implements Message {}

    /** A controller took (or took back) control; a pending {@link ControllerLost} deadline is cancelled. */
    public record ControllerAttached() implements Message {}

    /** The controller's connection is gone; unless one attaches within {@code resume}, the call ends. */
    public record ControllerLost(Duration resume) implements Message {}

    /** End the call for a reason of the server's own: kill, drain, failed webhook. Pending inbound legs get the cause's status. */
    public record Terminate(HangupCause cause, int retryAfterSeconds) implements Message {}

    /** Private to the call. */
    non-sealed interface Internal extends Message {}

    private CallActor() {}
}
