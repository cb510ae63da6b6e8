package io.tandem.media.sdp;

/** Offer/answer for audio (RFC 3264): pure functions from a state and a description to the next state. */
public final class OfferAnswer {

    /** What came of a description. */
    public sealed interface Outcome permits Agreed, Refused {}

    /**
     * An agreement.
     *
     * @param localSdp what we send: the answer, or the offer that was answered
     * @param changed false when the far end only refreshed the session (same origin version): media goes on untouched
     */
    public record Agreed(SdpState state, String localSdp, NegotiatedMedia media, boolean changed) implements Outcome {}

    /**
     * No agreement; the state before stays in force.
     *
     * @param status SIP status that fits: 488 or 400
     * @param warningCode Warning code of RFC 3261 §20.43 (304, 305 …)
     */
    public record Refused(int status, int warningCode, String warning) implements Outcome {}

    /** Our offer and the state it leaves. */
    public record Offered(SdpState state, String sdp) {}

    private OfferAnswer() {}

    /** Makes a full offer of all our codecs and telephone-event, sendrecv unless we hold the far end, whatever is in use now. */
    public static Offered offer(SdpState state) {
        try {
            return new Offerer(state).offer();
        } catch (SdpException e) {
            throw new IllegalStateException("our own description cannot be read", e);
        }
    }

    /** Answers an offer: the first one of a leg, a change, or a mere refresh. */
    public static Outcome answer(SdpState state, String offer) {
        try {
            return new Answerer(state, offer).answer();
        } catch (SdpException e) {
            return Refusals.unreadable(e);
        }
    }

    /**
     * Takes the answer to our last {@link #offer}; {@code state} is the one that the offer left.
     *
     * @throws IllegalStateException when that state never offered
     */
    public static Outcome accept(SdpState state, String answer) {
        try {
            return new Offerer(state).accept(answer);
        } catch (SdpException e) {
            return Refusals.unreadable(e);
        }
    }
}
