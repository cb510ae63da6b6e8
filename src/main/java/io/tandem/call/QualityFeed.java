package io.tandem.call;

import org.jspecify.annotations.Nullable;

/** Port: the measured quality of a call's audio. Any thread may ask; the answer changes at most once a second. */
@FunctionalInterface
public interface QualityFeed {

    /** Nothing is measured. */
    QualityFeed NONE = () -> null;

    /** The quality up to now, null while nothing was measured. */
    @Nullable
    MediaQuality now();
}
