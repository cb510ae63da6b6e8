package io.tandem.media.webrtc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebRTC part of a node: its factories, whether they work, and what they have done. Thread-safe. */
public final class WebRtcEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebRtcEngine.class);

    /**
     * The engine's state, for /status and metrics.
     *
     * @param why what it waits for or lacks; empty when it is available
     * @param closed connections since the start; beyond {@code recycleAfter} the process should be replaced
     * @param lostFrames 10 ms of received audio that a media loop was too late for
     */
    public record Load(
            boolean available, String why, int connections, long closed, long recycleAfter, long lostFrames) {}

    private static final String STARTING = "WebRTC is starting";

    private final WebRtcSettings settings;
    private final List<PeerFactory> factories;

    /** Empty when everything works; {@link #STARTING} while that is not known: calls wait for it. */
    private volatile String why;

    private @Nullable Thread starter;

    private WebRtcEngine(WebRtcSettings settings) {
        this.settings = settings;
        this.why = settings.enabled() ? STARTING : "WebRTC is switched off (tandem.webrtc.enabled)";
        this.factories = IntStream.rangeClosed(1, settings.enabled() ? settings.factories() : 0)
                .mapToObj(PeerFactory::new)
                .toList();
    }

    /** Starts the engine; the library is loaded and tried in the background. */
    public static WebRtcEngine start(WebRtcSettings settings) {
        WebRtcEngine engine = new WebRtcEngine(settings);
        if (settings.enabled()) {
            // First at the gates: what calls ask of them waits behind it.
            List<Future<?>> loaded = engine.factories.stream()
                    .<Future<?>>map(factory -> factory.gate().submit(() -> engine.load(factory)))
                    .toList();
            engine.starter = new Thread(() -> engine.tryOut(loaded), "tandem-webrtc-start");
            engine.starter.setDaemon(true);
            engine.starter.start();
        }
        return engine;
    }

    private void load(PeerFactory factory) {
        Optional<String> missing = WebRtcLibrary.whyUnavailable();
        if (missing.isPresent()) {
            why = missing.get() + "; " + WebRtcLibrary.REMEDY;
            return;
        }
        try {
            factory.load();
        } catch (RuntimeException | Error e) {
            why = "webrtc-java cannot start: " + e.getMessage();
            log.error("WebRTC is not available", e);
        }
    }

    private void tryOut(List<Future<?>> loaded) {
        try {
            for (Future<?> one : loaded) {
                one.get();
            }
            if (why.equals(STARTING)) {
                why = new SelfTest(factories.get(0), settings).fault().orElse("");
            }
            if (!why.isEmpty()) {
                log.warn("WebRTC is not available: {}", why);
            }
        } catch (ExecutionException | CancellationException e) {
            why = "webrtc-java cannot start: " + e.getMessage();
            log.error("WebRTC is not available", e);
        } catch (InterruptedException e) {
            // The engine closes.
            Thread.currentThread().interrupt();
        }
    }

    /** Why no call can be taken, with what to do about it; empty when it can, or when that is found out just now. */
    public Optional<String> whyUnavailable() {
        String now = why;
        return now.isEmpty() || now.equals(STARTING) ? Optional.empty() : Optional.of(now);
    }

    /**
     * An endpoint on the factory with the fewest connections. Nothing native is made before its first offer.
     *
     * @throws IllegalStateException when WebRTC is not available
     */
    public WebRtcEndpoint open() {
        whyUnavailable().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        PeerFactory emptiest = factories.stream()
                .min(Comparator.comparingInt(PeerFactory::connections))
                .orElseThrow();
        return new PeerEndpoint(emptiest, settings, this::whyUnavailable);
    }

    /** What the engine does now. */
    public Load load() {
        String now = why;
        int connections = 0;
        long closed = 0;
        long lost = 0;
        for (PeerFactory factory : factories) {
            connections += factory.connections();
            closed += factory.connectionsClosed();
            lost += factory.framesLost();
        }
        return new Load(now.isEmpty(), now, connections, closed, settings.recycleAfter(), lost);
    }

    /** Waits for what its connections still have to do at their gates. */
    @Override
    public void close() {
        if (starter != null) {
            starter.interrupt();
            try {
                starter.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        factories.forEach(PeerFactory::close);
    }
}
