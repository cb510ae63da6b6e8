package io.tandem.frontend.sip;

import io.tandem.media.MediaFact;
import io.tandem.media.MediaListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands the facts of a session, which exists before its leg, to the leg. Called on a media thread. */
final class MediaFacts implements MediaListener {
    private volatile @Nullable Consumer<MediaFact> leg;

    void handTo(Consumer<MediaFact> receiver) {
        leg = receiver;
    }

    @Override
    public void onFact(MediaFact fact) {
        Consumer<MediaFact> receiver = leg;
        if (receiver != null && !(fact instanceof MediaFact.Statistics)) {
            receiver.accept(fact);
        }
    }
}
