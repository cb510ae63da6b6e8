package io.tandem.media;

/** Hears the facts of one session, on its media loop thread: it must only hand them over (`tell`) and return. */
@FunctionalInterface
public interface MediaListener {
    void onFact(MediaFact fact);
}
