package io.tandem.media.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The side of the self-test that offers. */
final class SelfTestCaller implements PeerConnectionObserver {
    private final PeerFactory factory;
    private final WebRtcSettings settings;
    private final CompletableFuture<String> offer = new CompletableFuture<>();
    private final CompletableFuture<SentAudio> mouth = new CompletableFuture<>();
    private @Nullable NativePeer peer;

    SelfTestCaller(PeerFactory factory, WebRtcSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** An offer with all its candidates. */
    CompletableFuture<String> offer() {
        factory.gate().execute(() -> {
            try {
                NativePeer made = new NativePeer(factory, Configurations.of(settings, true), this);
                peer = made;
                made.connection().createOffer(new RTCOfferOptions(), new Created());
            } catch (RuntimeException | Error e) {
                offer.completeExceptionally(e);
            }
        });
        return offer;
    }

    /** Takes the answer; what is written to the result is sent. */
    CompletableFuture<SentAudio> answered(String sdp) {
        atGate(open -> open.connection()
                .setRemoteDescription(
                        new RTCSessionDescription(RTCSdpType.ANSWER, sdp), new Set(() -> mouth.complete(open.sent()))));
        return mouth;
    }

    /** Gate. */
    void close() {
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        // All of them are in the offer.
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            atGate(open -> offer.complete(open.connection().getLocalDescription().sdp));
        }
    }

    private void atGate(Consumer<NativePeer> step) {
        try {
            factory.gate().execute(() -> {
                NativePeer open = peer;
                if (open != null) {
                    step.accept(open);
                }
            });
        } catch (RejectedExecutionException e) {
            fail("the engine is closing");
        }
    }

    private void fail(String error) {
        IllegalStateException failure = new IllegalStateException(error);
        offer.completeExceptionally(failure);
        mouth.completeExceptionally(failure);
    }

    /** The offer exists: it becomes the local description. */
    private final class Created implements CreateSessionDescriptionObserver {
        @Override
        public void onSuccess(RTCSessionDescription description) {
            atGate(open -> open.connection().setLocalDescription(description, new Set(() -> {})));
        }

        @Override
        public void onFailure(String error) {
            fail(error);
        }
    }

    /** A description was set, or not. */
    private final class Set implements SetSessionDescriptionObserver {
        private final Runnable next;

        Set(Runnable next) {
            this.next = next;
        }

        @Override
        public void onSuccess() {
            next.run();
        }

        @Override
        public void onFailure(String error) {
            fail(error);
        }
    }
}
