package io.tandem.speech.playback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The part {@code playback} of the configuration.
 *
 * @param folders files are opened under these only
 * @param maxDuration longest prompt that is held in memory
 */
public record PlaybackSettings(List<Path> folders, Duration maxDuration, Fetch fetch) {

    public PlaybackSettings {
        folders = List.copyOf(folders);
    }

    /**
     * Limits of http(s) prompts.
     *
     * @param maxSize bytes of the body
     * @param timeout for the whole fetch, redirects included
     * @param allowPrivateAddresses whether loopback, private and link-local targets may be fetched from
     */
    public record Fetch(long maxSize, Duration timeout, int maxRedirects, boolean allowPrivateAddresses) {}
}
