package io.tandem.media.webrtc;

import io.tandem.media.MediaEndpoint;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A peer connection as a session's audio. The negotiation half may be called from any thread and never blocks: its work is done in order
 * on a thread of the engine, and so are the completions of its stages. A stage fails with {@link OfferException} where the peer's
 * text is at fault, else with {@link IllegalStateException}.
 */
public interface WebRtcEndpoint extends MediaEndpoint {

    /** How the connection fares. */
    enum State {
        CONNECTED,
        /** Nothing came for some seconds; it may come back by itself. */
        DISCONNECTED,
        /** Given up by ICE or DTLS. */
        FAILED
    }

    /**
     * What the peer offers.
     *
     * @param codecs names of codecs that may be agreed on, as in {@link WebRtcSettings#KNOWN_CODECS}
     * @param ipv6 whether IPv6 candidates of both sides are used
     */
    record Offer(String sdp, Set<String> codecs, boolean ipv6) {}

    /**
     * Our answer, with all our candidates.
     *
     * @param codec name of the codec that both sides send
     * @param onHold whether the peer does not want to hear us now
     */
    record Answer(String sdp, String codec, boolean onHold) {}

    /** A candidate of the peer as its browser names it; an empty text says that there are no more. */
    record Candidate(String text, @Nullable String mid, @Nullable Integer lineIndex) {}

    /** Tells {@code listener}, on a thread of the engine, how the connection fares. */
    void onState(Consumer<State> listener);

    /** Answers the first offer or a later one (hold, ICE restart). One at a time. */
    CompletionStage<Answer> answer(Offer offer);

    /** Adds a candidate; before the first offer it waits for it. */
    CompletionStage<Void> add(Candidate candidate);

    /** Ends the connection and frees what it holds. Idempotent; {@link #detached} does the same. */
    void close();
}
