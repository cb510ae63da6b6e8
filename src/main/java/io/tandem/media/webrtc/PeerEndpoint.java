package io.tandem.media.webrtc;

import io.tandem.media.MediaFact;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A peer connection between its factory's gate, where it is negotiated, and the media loop, which meets it at two rings. */
final class PeerEndpoint implements WebRtcEndpoint {

    /** A piece of negotiation. */
    private interface Step {
        void run() throws OfferException;
    }

    private final PeerFactory factory;
    private final Supplier<Optional<String>> whyUnavailable;
    private final PeerConnection connection;
    private final ReceivedAudio received;
    private final DigitDetector digits = new DigitDetector();
    private volatile @Nullable SentAudio sent;
    private volatile boolean connected;
    private volatile Consumer<State> states = state -> {};
    private @Nullable Context context;

    PeerEndpoint(PeerFactory factory, WebRtcSettings settings, Supplier<Optional<String>> whyUnavailable) {
        this.factory = factory;
        this.whyUnavailable = whyUnavailable;
        ReceivedFrames frames = new ReceivedFrames();
        received = new ReceivedAudio(frames);
        connection = new PeerConnection(
                factory, settings, frames, new PeerConnection.Listener(opened -> sent = opened, this::onState));
    }

    private void onState(State state) {
        connected = state == State.CONNECTED;
        states.accept(state);
    }

    @Override
    public void onState(Consumer<State> listener) {
        states = listener;
    }

    @Override
    public CompletionStage<Answer> answer(Offer offer) {
        CompletableFuture<Answer> result = new CompletableFuture<>();
        submit(result, () -> {
            Optional<String> why = whyUnavailable.get();
            if (why.isPresent()) {
                throw new IllegalStateException(why.get());
            }
            connection.answer(offer, result);
        });
        return result;
    }

    @Override
    public CompletionStage<Void> add(Candidate candidate) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        submit(result, () -> {
            connection.add(candidate);
            result.complete(null);
        });
        return result;
    }

    private void submit(CompletableFuture<?> result, Step step) {
        try {
            factory.gate().execute(() -> {
                try {
                    step.run();
                } catch (OfferException | RuntimeException e) {
                    result.completeExceptionally(e);
                } catch (Error e) {
                    // The library throws errors where others throw exceptions.
                    result.completeExceptionally(new IllegalStateException("WebRTC: " + e.getMessage(), e));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("WebRTC is stopping", e));
        }
    }

    @Override
    public void close() {
        submit(new CompletableFuture<Void>(), connection::close);
    }

    @Override
    public void attached(Context given) {
        context = given;
    }

    @Override
    public boolean receive(short[] pcm) {
        boolean heard = received.read(pcm);
        char digit = digits.accept(pcm);
        if (digit != DigitDetector.NONE && context != null) {
            context.report(new MediaFact.Dtmf(digit));
        }
        if (digits.hearsTone()) {
            // Nobody is to take it for speech.
            Arrays.fill(pcm, (short) 0);
        }
        return heard && connected;
    }

    @Override
    public void send(short[] pcm, boolean audible) {
        SentAudio to = sent;
        if (to != null) {
            to.write(pcm);
        }
    }

    /** The library keeps it to itself. */
    @Override
    public long ssrc() {
        return 0;
    }

    @Override
    public void detached() {
        close();
    }
}
