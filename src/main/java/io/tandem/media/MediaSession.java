package io.tandem.media;

import io.tandem.call.QualityFeed;
import java.time.Duration;

/**
 * A call's audio: one endpoint, one playout slot, inputs, taps. A proxy: every method may be called from any thread and puts a command
 * on the bounded queue of the session's media loop, which carries it out at the session's next slot (at most 20 ms later). A full
 * queue throws {@link IllegalStateException}: the loop has stopped serving.
 */
public interface MediaSession extends AutoCloseable {

    /** A direction of audio as this server sees it. */
    enum Side {
        /** What the remote party says. */
        RECEIVED,
        /** What the remote party hears. */
        SENT
    }

    /** Attaches the endpoint; the one before, if any, is closed. */
    void attach(MediaEndpoint endpoint);

    /** Plays {@code source}, replacing what plays now (whose listener hears {@link PlayoutListener.End#REPLACED}). */
    void play(PlayoutSource source, PlayoutListener listener);

    /** Ends the current playout after a linear fade of {@code fade} (zero = at once). */
    void stopPlayout(Duration fade);

    /** Freezes the playout where it is. */
    void pausePlayout();

    /** Continues a frozen playout. */
    void resumePlayout();

    /** Replaces one side's audio by silence, or lets it through again. Muted received audio also yields no DTMF. */
    void mute(Side side, boolean on);

    /** Mixes {@code input} into what is sent, beside the playout, until the session is closed. */
    void addInput(AudioInput input);

    /** Adds a tap; taps run in the order they were added. */
    void addTap(AudioTap tap);

    /** Removes a tap; it is not called any more once {@link AudioTap#detached} was called. */
    void removeTap(AudioTap tap);

    /** After this long without a received packet {@link MediaFact.Inactive} comes, once; zero switches it off. */
    void inactivityTimeout(Duration timeout);

    /** Runs a piece of work on the media loop, at the session's next slot; for endpoints' own commands. Must not block. */
    void execute(Runnable work);

    /** How good the audio is; needs no loop and answers at once. */
    QualityFeed quality();

    /** Ends playout, inputs, taps and endpoint, and frees the slot. Idempotent. */
    @Override
    void close();
}
