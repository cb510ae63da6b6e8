package io.tandem.frontend.websocket;

import io.tandem.media.MediaFact;
import io.tandem.media.MediaListener;

/** Hands the facts of a session to its leg, which is made after the session. */
final class FactRelay implements MediaListener {

    private volatile MediaListener leg = fact -> {};

    void relayTo(MediaListener target) {
        leg = target;
    }

    /** On the media loop thread. */
    @Override
    public void onFact(MediaFact fact) {
        leg.onFact(fact);
    }
}
