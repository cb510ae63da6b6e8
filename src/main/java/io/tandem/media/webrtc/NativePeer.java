package io.tandem.media.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native objects of one connection: made together, and given back in the one order that neither leaks nor crashes. Gate only. */
final class NativePeer {
    private static final Logger log = LoggerFactory.getLogger(NativePeer.class);
    private static final String TRACK = "audio";
    private static final String STREAM = "tandem";

    private final PeerFactory factory;
    private final RTCPeerConnection connection;
    private final CustomAudioSource source = new CustomAudioSource();
    private final AudioTrack track;
    private final RTCRtpSender sender;
    private final SentAudio sent;
    private @Nullable AudioTrack remote;
    private @Nullable ReceivedFrames sink;

    /** With a track to send, also for a peer that only talks: without one no sink is served. */
    NativePeer(PeerFactory factory, RTCConfiguration configuration, PeerConnectionObserver observer) {
        this.factory = factory;
        PeerConnectionFactory maker = factory.nativeFactory();
        connection = maker.createPeerConnection(configuration, observer);
        track = maker.createAudioTrack(TRACK, source);
        sender = connection.addTrack(track, List.of(STREAM));
        sent = new SentAudio(source);
        factory.opened();
        factory.pusher().add(sent);
    }

    RTCPeerConnection connection() {
        return connection;
    }

    SentAudio sent() {
        return sent;
    }

    /** Takes the peer's audio into {@code frames}. A renewed negotiation names the same track again: it has its sink. */
    void listen(AudioTrack peersTrack, ReceivedFrames frames) {
        if (remote == null) {
            remote = peersTrack;
            sink = frames;
            peersTrack.addSink(frames);
        }
    }

    /** Once. Nothing got from this object may be used afterwards. */
    void close() {
        factory.pusher().remove(sent);
        AudioTrack heard = remote;
        ReceivedFrames frames = sink;
        if (heard != null && frames != null) {
            attempt("remove the sink", () -> heard.removeSink(frames));
        }
        long connectionHandle = NativeRelease.handleOf(connection);
        long senderHandle = NativeRelease.handleOf(sender);
        attempt("close the connection", connection::close);
        disposeTrack();
        attempt("dispose the source", source::dispose);
        attempt("release the sender", () -> NativeRelease.drop(senderHandle));
        attempt("release the connection", () -> NativeRelease.drop(connectionHandle));
        factory.ended(frames == null ? 0 : frames.lost());
    }

    private void disposeTrack() {
        try {
            track.dispose();
        } catch (Error e) {
            // "Native object was not deleted": the connection holds it still. Our reference is given back all the same.
            log.trace("track", e);
        }
    }

    private static void attempt(String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            log.warn("WebRTC: cannot {}", what, e);
        }
    }
}
