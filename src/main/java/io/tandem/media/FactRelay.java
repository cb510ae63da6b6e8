package io.tandem.media;

/** Hands the facts of a session to its leg, which is made after the session. */
public final class FactRelay implements MediaListener {

    private volatile MediaListener leg = fact -> {};

    /** From now on {@code target} hears them. Any thread. */
    public void relayTo(MediaListener target) {
        leg = target;
    }

    /** On the media loop thread. */
    @Override
    public void onFact(MediaFact fact) {
        leg.onFact(fact);
    }
}
