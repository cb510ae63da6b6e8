package io.tandem.speech.playback;

import io.tandem.media.MediaSession;

/** Lends the product's own echo to servers under load, without a call around it. */
public final class Echoes {
    private Echoes() {}

    /** From now on the session says back what it hears. */
    public static void start(MediaSession session) {
        EchoSource echo = new EchoSource();
        session.addTap(echo);
        session.play(echo, (end, playedMillis, ssrc) -> {});
    }
}
