package io.tandem;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.bridge.Exchange;
import io.tandem.cli.ServerStarter.StartException;
import io.tandem.config.Settings;
import io.tandem.control.activecall.ActiveCallRoutes;
import io.tandem.control.console.ConsoleRoutes;
import io.tandem.control.webphone.PhoneRoutes;
import io.tandem.frontend.sip.SipFrontEnd;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.stack.SipUnavailableException;
import io.tandem.frontend.webrtc.WebRtcFrontEnd;
import io.tandem.http.HttpServer;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaLoops;
import io.tandem.media.webrtc.WebRtcEngine;
import io.tandem.recording.RecordingWriter;
import io.tandem.speech.playback.PromptLoader;
import io.tandem.speech.vad.VadEngines;
import io.tandem.store.CallRecords;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running node: media engine, SIP, actors and HTTP, started in this order and stopped in the reverse one. A stop (SIGTERM or
 * {@link #stop}) drains first: new calls are refused, running ones get the shutdown time-out.
 */
final class Node {

    /** What the actors and pages are built from. */
    record Parts(
            Settings settings,
            MediaEngine engine,
            WebRtcEngine webRtc,
            SipFrontEnd sip,
            VadEngines vad,
            RecordingWriter recordings,
            CallRecords records,
            Exchange exchange,
            SessionChildren children,
            AtomicInteger runningCalls,
            AtomicBoolean draining) {}

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final Parts parts;
    private final ActorSystem<Void> system;
    private final HttpServer http;
    private final CompletableFuture<Void> released;

    private Node(Parts parts, ActorSystem<Void> system, HttpServer http) {
        this.parts = parts;
        this.system = system;
        this.http = http;
        this.released = system.getWhenTerminated()
                .thenRun(() -> {
                    parts.recordings().close();
                    parts.records().close();
                    parts.vad().close();
                    closeEngine();
                    // After the loops, which hand their endpoints back to it.
                    parts.webRtc().close();
                })
                .toCompletableFuture();
    }

    /** Starts everything; when a part cannot be had, what was started before is stopped again. */
    static Node start(Settings settings) throws StartException {
        ArrayDeque<Runnable> started = new ArrayDeque<>();
        try {
            return start(settings, started);
        } catch (SipUnavailableException | UncheckedIOException | IllegalArgumentException e) {
            started.forEach(Runnable::run);
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            started.forEach(Runnable::run);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static Node start(Settings settings, ArrayDeque<Runnable> started) throws SipUnavailableException {
        MediaLoops engine = MediaLoops.start(settings.media());
        started.push(engine::close);
        WebRtcEngine webRtc = WebRtcEngine.start(settings.webRtc());
        started.push(webRtc::close);
        VadEngines vad = VadEngines.open(settings.vad());
        started.push(vad::close);
        RecordingWriter recordings = RecordingWriter.start(settings.recording());
        started.push(recordings::close);
        CallRecords records = CallRecords.open(settings.store(), hostName(), Clock.systemUTC());
        started.push(records::close);
        SipFrontEnd sip = SipFrontEnd.open(settings.sip(), profile(settings), engine);
        started.push(sip::close);
        Exchange exchange = new Exchange(settings.bridge());
        Parts parts = new Parts(
                settings,
                engine,
                webRtc,
                sip,
                vad,
                recordings,
                records,
                exchange,
                new SessionChildren(new PromptLoader(settings.playback()), vad, recordings, exchange),
                new AtomicInteger(),
                new AtomicBoolean());

        CompletableFuture<Guardian.Roots> roots = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(Guardian.create(parts, roots), "tandem", systemConfig(settings));
        started.push(() -> {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        });
        Guardian.Roots actors =
                roots.orTimeout(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        HttpServer http = bindHttp(parts, actors, system).toCompletableFuture().join();
        Node node = new Node(parts, system, http);
        node.stopInOrder(actors);
        return node;
    }

    private static CompletionStage<HttpServer> bindHttp(Parts parts, Guardian.Roots actors, ActorSystem<Void> system) {
        Settings settings = parts.settings();
        ActiveCallRoutes activeCall = new ActiveCallRoutes(
                system,
                actors.registry(),
                settings.activeCall(),
                Origins.of(
                        parts,
                        system,
                        actors.sip(),
                        new WebRtcFrontEnd(parts.engine(), parts.webRtc(), settings.webRtc())),
                actors.agents().named(settings.agents()),
                settings.recording().folder(),
                Clock.systemUTC());
        PrometheusMeterRegistry metrics = Metrics.of(parts, activeCall);
        return HttpServer.bind(
                system,
                settings.http(),
                () -> !parts.draining().get(),
                StatusSections.of(parts, activeCall),
                metrics,
                List.of(
                        activeCall.route(),
                        new PhoneRoutes(system, actors.agents().phones()).route(),
                        new ConsoleRoutes(
                                        system,
                                        actors.registry(),
                                        actors.console(),
                                        parts.records(),
                                        actors.view(),
                                        settings.recording().folder())
                                .route()));
    }

    /** What call records call this node. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static MediaProfile profile(Settings settings) {
        var rtp = settings.media().rtp();
        return new MediaProfile(rtp.codecs(), Math.toIntExact(rtp.ptime().toMillis()), rtp.latching());
    }

    /** A phase of the shutdown must outlast what it waits for. */
    private static Config systemConfig(Settings settings) {
        Duration drain = settings.shutdownTimeout().plus(DrainActor.PATIENCE).plusSeconds(5);
        Duration unbind = settings.http().drainTimeout().plusSeconds(5);
        return ConfigFactory.parseMap(Map.of(
                        "akka.coordinated-shutdown.phases.before-service-unbind.timeout", drain,
                        "akka.coordinated-shutdown.phases.service-unbind.timeout", unbind))
                .withFallback(settings.actorSystem());
    }

    private void stopInOrder(Guardian.Roots actors) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        Duration longest =
                parts.settings().shutdownTimeout().plus(DrainActor.PATIENCE).plusSeconds(2);
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "drain",
                () -> AskPattern.<DrainActor.Message, DrainActor.Stopped>ask(
                                actors.drain(), DrainActor.Drain::new, longest, system.scheduler())
                        .thenApply(stopped -> Done.getInstance()));
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "http", http::stop);
    }

    private void closeEngine() {
        try {
            parts.engine().close();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    Parts parts() {
        return parts;
    }

    int httpPort() {
        return http.address().getPort();
    }

    int sipPort() {
        return parts.sip().port();
    }

    /** Drains and stops; blocks until everything is released. */
    void stop() throws InterruptedException {
        system.terminate();
        awaitStop();
    }

    /** Blocks until it was stopped and everything is released. */
    void awaitStop() throws InterruptedException {
        try {
            released.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
