package io.tandem.frontend.websocket;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.tandem.call.Agent;
import io.tandem.call.AudioPort;
import io.tandem.call.CallActor;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Transport;
import io.tandem.media.Audio;
import io.tandem.media.FactRelay;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaSession;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Way in: calls whose audio comes over the WebSocket that controls them. */
public final class WebSocketFrontEnd {

    /** What a call needs beside its transport; the composition root's answer. */
    @FunctionalInterface
    public interface ChildrenOf {
        Children of(
                String callId,
                MediaSession session,
                Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport,
                List<Agent> agents);
    }

    /** A call to be started, and the port for its socket's audio. */
    public record Opened(CallSpec spec, AudioPort audio) {}

    private final MediaEngine engine;
    private final ChildrenOf children;
    private final Executor codecThreads = CodecThreads.create();

    public WebSocketFrontEnd(MediaEngine engine, ChildrenOf children) {
        this.engine = engine;
        this.children = children;
    }

    /**
     * Opens a media session for a call.
     *
     * @param agents controllers that come with the call
     * @param pcmOutRate sample rate in Hz of PCM the caller gets: 8000 or 16000
     * @throws IllegalStateException when the engine takes no more sessions now
     * @throws IllegalArgumentException when the rate is another
     */
    public Opened open(String callId, List<Agent> agents, int pcmOutRate) {
        AudioCodec pcmOut = pcm(pcmOutRate);
        if (engine.overloaded()) {
            throw new IllegalStateException("the media loops run late; try again later");
        }
        FactRelay facts = new FactRelay();
        MediaSession session = engine.open(facts);
        SocketAudio audio = new SocketAudio(session::close);
        CallSpec spec = CallSpec.started(
                callId,
                CallType.WEB_SOCKET,
                children.of(
                        callId,
                        session,
                        call -> WebSocketLeg.create(call, session, facts, audio, pcmOut, codecThreads),
                        agents));
        return new Opened(spec, audio);
    }

    private static AudioCodec pcm(int rate) {
        return switch (rate) {
            case 8_000 -> Codecs.PCM_8K;
            case Audio.SAMPLE_RATE -> Codecs.PCM_16K;
            default -> throw new IllegalArgumentException("PCM rate: " + rate + " (expected: 8000 or 16000 Hz)");
        };
    }
}
