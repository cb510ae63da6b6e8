package io.tandem;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.tandem.bridge.BridgeActor;
import io.tandem.bridge.Exchange;
import io.tandem.call.Agent;
import io.tandem.call.CallActor;
import io.tandem.call.CallSpec;
import io.tandem.call.Children;
import io.tandem.call.Transport;
import io.tandem.media.MediaSession;
import io.tandem.media.SubscribedAudio;
import io.tandem.recording.RecordingActor;
import io.tandem.recording.RecordingWriter;
import io.tandem.speech.playback.PlaybackActor;
import io.tandem.speech.playback.PromptLoader;
import io.tandem.speech.vad.VadActor;
import io.tandem.speech.vad.VadEngines;
import java.util.List;
import java.util.function.Function;

/** Makes the children that every call has beside its transport, on the call's media session. */
final class SessionChildren {
    private final PromptLoader prompts;
    private final VadEngines vad;
    private final RecordingWriter recordings;
    private final Exchange exchange;

    SessionChildren(PromptLoader prompts, VadEngines vad, RecordingWriter recordings, Exchange exchange) {
        this.prompts = prompts;
        this.vad = vad;
        this.recordings = recordings;
        this.exchange = exchange;
    }

    /** @param agents controllers that come with the call */
    Children of(
            String callId,
            MediaSession session,
            Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport,
            List<Agent> agents) {
        return new Children(
                transport,
                call -> PlaybackActor.create(call, session, prompts, CallSpec.SERVER_SIDE_TRACK),
                call -> VadActor.create(call, session, vad),
                call -> RecordingActor.create(call, session, callId, recordings),
                call -> BridgeActor.create(call, session, callId, exchange),
                agents,
                new SubscribedAudio(session),
                session.quality());
    }
}
