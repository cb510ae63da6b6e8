package io.tandem.speech.playback;

import io.tandem.media.Audio;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * From the {@code url} of a `play` to audio that can be played: files under the allowed folders, http(s), and built-in
 * {@code tandem:} sources. One for all calls; thread-safe.
 */
public final class PromptLoader {
    private final Clips clips;
    private final FilePrompts files;
    private final HttpPrompts http;
    private final BuiltInPrompts builtIn;

    public PromptLoader(PlaybackSettings settings) {
        this.clips = new Clips(settings.maxDuration());
        this.files = new FilePrompts(settings.folders(), clips);
        this.http = new HttpPrompts(settings.fetch());
        this.builtIn = new BuiltInPrompts(clips, settings.maxDuration());
    }

    /**
     * Loads a prompt; fails with {@link PromptException}.
     *
     * @param offset how much of it to leave out at the start
     * @param blocking where files are read, names resolved and audio decoded
     */
    CompletableFuture<Prompt> load(String url, Duration offset, Executor blocking) {
        long skip = offset.toMillis() * Audio.SAMPLE_RATE / 1000;
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return http.fetch(url, blocking)
                    .thenApplyAsync(
                            body -> attempt(() -> Prompt.of(new ClipSource(clips.decode(body, url), skip))), blocking);
        }
        if (lower.startsWith(BuiltInPrompts.SCHEME)) {
            return CompletableFuture.supplyAsync(() -> attempt(() -> builtIn.open(url, skip)), blocking);
        }
        return CompletableFuture.supplyAsync(
                () -> attempt(() -> Prompt.of(new ClipSource(files.samples(url), skip))), blocking);
    }

    /** Something that makes a prompt or says why it cannot. */
    private interface Attempt {
        Prompt run() throws PromptException;
    }

    private static Prompt attempt(Attempt attempt) {
        try {
            return attempt.run();
        } catch (PromptException e) {
            throw new CompletionException(e);
        }
    }
}
