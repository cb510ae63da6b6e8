package io.tandem.speech.playback;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches prompts over http(s), within limits of size, time and redirects, from where {@link Hop} lets it. */
final class HttpPrompts {
    private static final String ALLOWED_HEADERS = "jdk.httpclient.allowRestrictedHeaders";

    static {
        // Lets a Hop name the host while it connects to its address. The JDK reads it once, when a process first makes
        // a client.
        if (System.getProperty(ALLOWED_HEADERS) == null) {
            System.setProperty(ALLOWED_HEADERS, "host");
        }
    }

    private final PlaybackSettings.Fetch limits;
    private final HttpClient client;

    HttpPrompts(PlaybackSettings.Fetch limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limits.timeout())
                .build();
    }

    /**
     * The body of {@code url}; fails with {@link PromptException}.
     *
     * @param blocking where names are resolved
     */
    CompletableFuture<byte[]> fetch(String url, Executor blocking) {
        return new Fetch(blocking).start(url);
    }

    /** One fetch with its redirects, which are followed by hand so that each is checked. */
    private final class Fetch {
        private final Executor blocking;
        private volatile CompletableFuture<?> running = CompletableFuture.completedFuture(null);
        private int redirects;

        Fetch(Executor blocking) {
            this.blocking = blocking;
        }

        CompletableFuture<byte[]> start(String url) {
            return hop(() -> Hop.to(url, limits))
                    .orTimeout(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .handle((body, failure) -> {
                        running.cancel(true);
                        if (failure != null) {
                            throw new CompletionException(explained(failure));
                        }
                        return body;
                    });
        }

        private CompletableFuture<byte[]> hop(Resolution resolution) {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return resolution.resolve();
                                } catch (PromptException e) {
                                    throw new CompletionException(e);
                                }
                            },
                            blocking)
                    .thenCompose(this::send);
        }

        private CompletableFuture<byte[]> send(Hop hop) {
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    client.sendAsync(hop.request(), new LimitedBody(limits.maxSize()));
            running = exchange;
            return exchange.thenCompose(response -> answered(hop, response));
        }

        private CompletableFuture<byte[]> answered(Hop hop, HttpResponse<byte[]> response) {
            int status = response.statusCode();
            if (status == 200) {
                return CompletableFuture.completedFuture(response.body());
            }
            String location = response.headers().firstValue("Location").orElse(null);
            if (status < 300 || status >= 400 || location == null) {
                return failed("status " + status + " (expected: 200)");
            }
            if (++redirects > limits.maxRedirects()) {
                return failed("redirects: " + redirects + " (expected: at most " + limits.maxRedirects() + ")");
            }
            return hop(() -> hop.redirected(location, limits));
        }
    }

    /** Finds out where the next request goes. */
    private interface Resolution {
        Hop resolve() throws PromptException;
    }

    private static CompletableFuture<byte[]> failed(String why) {
        return CompletableFuture.failedFuture(new PromptException(why));
    }

    private PromptException explained(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        // The client wraps what the body handler threw.
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof PromptException known) {
                return known;
            }
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new PromptException("no answer within " + limits.timeout().toMillis() + " ms", cause);
        }
        String text = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new PromptException(cause.getClass().getSimpleName() + text, cause);
    }
}
