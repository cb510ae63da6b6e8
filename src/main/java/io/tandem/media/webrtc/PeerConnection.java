package io.tandem.media.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import io.tandem.media.webrtc.WebRtcEndpoint.Answer;
import io.tandem.media.webrtc.WebRtcEndpoint.Candidate;
import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import io.tandem.media.webrtc.WebRtcEndpoint.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offer and answer of one connection, step by step on its factory's gate. Callbacks of the library hand over to the gate and return: they run
 * on its signalling thread, where waiting for another result never ends.
 */
final class PeerConnection implements PeerConnectionObserver {

    /** What a connection tells, on the gate. */
    record Listener(Consumer<SentAudio> opened, Consumer<State> state) {}

    private static final Logger log = LoggerFactory.getLogger(PeerConnection.class);
    private static final int MOST_CANDIDATES = 100;

    private final PeerFactory factory;
    private final WebRtcSettings settings;
    private final ReceivedFrames frames;
    private final Listener listener;
    private final List<Candidate> early = new ArrayList<>();

    private @Nullable NativePeer peer;
    private @Nullable Offer offer;
    private @Nullable CompletableFuture<Answer> running;
    private @Nullable Future<?> patience;
    private String peersUfrag = "";
    private boolean remoteSet;
    private boolean localSet;
    private boolean gathered;
    private boolean closed;

    PeerConnection(PeerFactory factory, WebRtcSettings settings, ReceivedFrames frames, Listener listener) {
        this.factory = factory;
        this.settings = settings;
        this.frames = frames;
        this.listener = listener;
    }

    /** Begins to answer; {@code result} hears the outcome. */
    void answer(Offer given, CompletableFuture<Answer> result) throws OfferException {
        if (closed || running != null) {
            throw new IllegalStateException(closed ? "the connection is closed" : "an offer is being answered already");
        }
        String filtered = OfferFilter.apply(given);
        String ufrag = OfferFilter.iceUser(filtered);
        running = result;
        offer = given;
        localSet = false;
        // New credentials are an ICE restart: candidates are gathered anew (RFC 8445 §9).
        gathered &= ufrag.equals(peersUfrag);
        peersUfrag = ufrag;
        if (peer == null) {
            peer = new NativePeer(factory, Configurations.of(settings, given.ipv6()), this);
            listener.opened().accept(peer.sent());
        }
        peer.connection()
                .setRemoteDescription(new RTCSessionDescription(RTCSdpType.OFFER, filtered), set(this::remoteIsSet));
    }

    private void remoteIsSet(NativePeer open) {
        remoteSet = true;
        List<Candidate> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(candidate -> {
            try {
                add(candidate);
            } catch (OfferException | RuntimeException | Error e) {
                log.debug("WebRTC: a candidate that came early is of no use", e);
            }
        });
        open.connection().createAnswer(new RTCAnswerOptions(), new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                proceed(next ->
                        next.connection().setLocalDescription(description, set(PeerConnection.this::localIsSet)));
            }

            @Override
            public void onFailure(String error) {
                proceed(next -> fail(error));
            }
        });
    }

    private void localIsSet(NativePeer open) {
        localSet = true;
        patience = factory.gate()
                .schedule(
                        () -> proceed(this::complete),
                        settings.gatheringTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        completeIfGathered(open);
    }

    private void completeIfGathered(NativePeer open) {
        if (localSet && gathered && Candidates.any(open.connection().getLocalDescription().sdp)) {
            complete(open);
        }
    }

    private void complete(NativePeer open) {
        CompletableFuture<Answer> result = finish();
        Offer given = offer;
        if (result != null && given != null) {
            String sdp = open.connection().getLocalDescription().sdp;
            result.complete(new Answer(
                    Candidates.ofOurs(sdp, given.ipv6(), settings.externalIp()),
                    OfferFilter.codec(sdp),
                    OfferFilter.holds(given.sdp())));
        }
    }

    private void fail(String error) {
        CompletableFuture<Answer> result = finish();
        if (result != null) {
            result.completeExceptionally(
                    new OfferException("offer: " + error + " (expected: one that WebRTC can answer)"));
        }
    }

    private @Nullable CompletableFuture<Answer> finish() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
        CompletableFuture<Answer> result = running;
        running = null;
        return result;
    }

    /** Adds a candidate now or, before the first offer was taken, then: the library would lose it without a word. */
    void add(Candidate candidate) throws OfferException {
        if (closed || candidate.text().isBlank()) {
            return;
        }
        Offer given = offer;
        NativePeer open = peer;
        String line = Candidates.single(candidate.text(), given == null || given.ipv6());
        if (open == null || given == null || !remoteSet) {
            if (early.size() >= MOST_CANDIDATES) {
                throw new OfferException("candidate: " + MOST_CANDIDATES + " wait already (expected: the offer first)");
            }
            early.add(candidate);
        } else if (!line.isEmpty()) {
            try {
                Integer index = candidate.lineIndex();
                String mid = candidate.mid();
                open.connection()
                        .addIceCandidate(new RTCIceCandidate(mid == null ? "" : mid, index == null ? 0 : index, line));
            } catch (RuntimeException | Error e) {
                throw new OfferException("candidate: " + e.getMessage() + " (expected: one of this session)");
            }
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Answer> result = finish();
        if (peer != null) {
            peer.close();
            peer = null;
        }
        if (result != null) {
            result.completeExceptionally(new IllegalStateException("the connection was closed"));
        }
    }

    // Callbacks, on the library's signalling thread.

    @Override
    public void onIceCandidate(dev.onvoid.webrtc.RTCIceCandidate candidate) {
        // All of ours are in the answer.
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            proceed(open -> {
                gathered = true;
                completeIfGathered(open);
            });
        }
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        switch (state) {
            case CONNECTED -> proceed(open -> listener.state().accept(State.CONNECTED));
            case DISCONNECTED -> proceed(open -> listener.state().accept(State.DISCONNECTED));
            case FAILED -> proceed(open -> listener.state().accept(State.FAILED));
            default -> {
                // On the way to one of these, or closed by us.
            }
        }
    }

    @Override
    public void onTrack(RTCRtpTransceiver transceiver) {
        proceed(open -> {
            if (transceiver.getReceiver().getTrack() instanceof AudioTrack track) {
                open.listen(track, frames);
            }
        });
    }

    private SetSessionDescriptionObserver set(Consumer<NativePeer> next) {
        return new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                proceed(next);
            }

            @Override
            public void onFailure(String error) {
                proceed(open -> fail(error));
            }
        };
    }

    /** Goes on at the gate, unless the connection is closed by then. Never throws: it is called from native code. */
    private void proceed(Consumer<NativePeer> step) {
        try {
            factory.gate().execute(() -> {
                NativePeer open = peer;
                if (open == null) {
                    return;
                }
                try {
                    step.accept(open);
                } catch (RuntimeException | Error e) {
                    log.error("WebRTC: a step of a connection failed", e);
                    fail(String.valueOf(e.getMessage()));
                }
            });
        } catch (RejectedExecutionException e) {
            log.trace("WebRTC: a callback came after the end", e);
        }
    }
}
