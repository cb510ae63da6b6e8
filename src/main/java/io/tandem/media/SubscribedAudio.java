package io.tandem.media;

import io.tandem.call.AudioFeed;
import java.util.function.Consumer;

/** A session's audio as the live copy that a controller subscribes to: both directions of every slot, one byte of index before each. */
public final class SubscribedAudio implements AudioFeed {
    private static final int SERVER_SIDE = 0;
    private static final int REMOTE_PARTY = 1;

    private final MediaSession session;

    public SubscribedAudio(MediaSession session) {
        this.session = session;
    }

    @Override
    public Subscription subscribe(Consumer<byte[]> frames) {
        AudioTap tap = (received, sent, nanoTime) -> {
            frames.accept(frame(SERVER_SIDE, sent));
            frames.accept(frame(REMOTE_PARTY, received));
        };
        session.addTap(tap);
        return () -> session.removeTap(tap);
    }

    /** The subscriber keeps the frame, so each is an array of its own: a price only calls with a subscriber pay. */
    private static byte[] frame(int index, short[] pcm) {
        byte[] frame = new byte[1 + 2 * pcm.length];
        frame[0] = (byte) index;
        for (int i = 0; i < pcm.length; i++) {
            frame[1 + 2 * i] = (byte) pcm[i];
            frame[2 + 2 * i] = (byte) (pcm[i] >> 8);
        }
        return frame;
    }
}
