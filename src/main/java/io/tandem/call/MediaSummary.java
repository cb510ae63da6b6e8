package io.tandem.call;

import org.jspecify.annotations.Nullable;

/**
 * What there was of media in a call that is over.
 *
 * @param codec last codec of its leg, as RTP and SDP name it; null when none was agreed
 * @param recording file it was recorded to, null when it was not
 * @param quality null when nothing was measured
 */
public record MediaSummary(@Nullable String codec, @Nullable String recording, @Nullable MediaQuality quality) {

    /** Of a call without media. */
    public static final MediaSummary NONE = new MediaSummary(null, null, null);
}
