package io.tandem.frontend.webrtc;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.tandem.call.CallActor;
import io.tandem.call.Transport;
import io.tandem.media.FactRelay;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import io.tandem.media.webrtc.WebRtcEndpoint;
import io.tandem.media.webrtc.WebRtcEngine;
import io.tandem.media.webrtc.WebRtcSettings;
import java.util.function.Function;

/** Way in: calls whose audio is a peer connection, offered and answered over the socket that controls them. */
public final class WebRtcFrontEnd {

    /** What a call is made from: its audio and its leg. Whoever does not start the call closes the session. */
    public record Opened(
            MediaSession session, Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport) {}

    private final MediaEngine engine;
    private final WebRtcEngine webRtc;
    private final WebRtcSettings settings;

    public WebRtcFrontEnd(MediaEngine engine, WebRtcEngine webRtc, WebRtcSettings settings) {
        this.engine = engine;
        this.webRtc = webRtc;
        this.settings = settings;
    }

    /**
     * Opens a media session and an endpoint for a call. Nothing native is made before the caller's offer.
     *
     * @throws IllegalStateException when WebRTC is not available, with what to do about it, or the engine takes no more sessions now
     */
    public Opened open() {
        if (engine.overloaded()) {
            throw new IllegalStateException("the media loops run late; try again later");
        }
        WebRtcEndpoint endpoint = webRtc.open();
        FactRelay facts = new FactRelay();
        MediaSession session = engine.open(facts);
        return new Opened(session, call -> WebRtcLeg.create(call, session, facts, endpoint, settings));
    }
}
