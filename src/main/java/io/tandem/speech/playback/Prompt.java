package io.tandem.speech.playback;

import io.tandem.media.AudioTap;
import io.tandem.media.PlayoutSource;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that is ready to be played.
 *
 * @param tap has to be in the session while the source plays, if there is one
 */
record Prompt(PlayoutSource source, @Nullable AudioTap tap) {

    static Prompt of(PlayoutSource source) {
        return new Prompt(source, null);
    }
}
