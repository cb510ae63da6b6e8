package io.tandem.control.activecall;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.call.Agent;
import io.tandem.call.AgentRelay;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSettings;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import io.tandem.call.QualityFeed;
import io.tandem.call.Transport;
import io.tandem.http.HttpServer;
import io.tandem.http.HttpSettings;
import io.tandem.http.port.PortSettings;
import io.tandem.tool.SocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bound server with the real registry; calls have a transport that answers at once and no media. */
final class ActiveCallHarness implements AutoCloseable {

    static final int MAX_AUDIO_FRAME = 4096;

    final ActorTestKit kit = ActorTestKit.create("active-call");
    final FakeAudio audio = new FakeAudio();
    final HttpClient client = HttpClient.newHttpClient();
    final ActorRef<CallRegistry.Message> registry;
    private final HttpServer server;

    ActiveCallHarness(Path dumps) throws Exception {
        registry = kit.spawn(CallRegistry.create(
                new CallSettings(100, Duration.ofSeconds(10), 256), Clock.systemUTC(), count -> {}, call -> {}));
        ActiveCallSettings settings = new ActiveCallSettings(
                8000,
                ActiveCallSettings.HangupText.DEBUG,
                false,
                Duration.ofMinutes(5),
                256,
                1 << 20,
                MAX_AUDIO_FRAME,
                List.of());
        Map<String, CallOrigin> origins = Map.of(
                ActiveCallRoutes.CALL,
                (id, agents) ->
                        new CallOrigin.Opened(spec(id, CallType.WEB_SOCKET, false, AudioFeed.NONE, agents), audio),
                ActiveCallRoutes.WS,
                (id, agents) -> {
                    throw new IllegalStateException("no port is free");
                });
        NamedAgents agents = new NamedAgents(
                List.of(new NamedAgents.Entry("webhook", new Agent("greeter", ActiveCallHarness::greeter))));
        ActiveCallRoutes routes =
                new ActiveCallRoutes(kit.system(), registry, settings, origins, agents, dumps, Clock.systemUTC());
        server = HttpServer.bind(
                        kit.system(),
                        new HttpSettings(
                                new PortSettings("127.0.0.1", 0, 100, Duration.ZERO, null),
                                "",
                                "",
                                Duration.ofSeconds(1)),
                        () -> true,
                        List.of(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(routes.route()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    static CallSpec spec(String id, CallType type, boolean inbound, AudioFeed feed) {
        return spec(id, type, inbound, feed, List.of());
    }

    private static CallSpec spec(String id, CallType type, boolean inbound, AudioFeed feed, List<Agent> agents) {
        return new CallSpec(
                id,
                type,
                inbound,
                inbound ? "sip:ann@a.example" : "",
                inbound ? "sip:bob@b.example" : "",
                Map.of(),
                List.of("X-Foo: 1"),
                inbound ? "v=0" : "",
                CallSpec.SERVER_SIDE_TRACK,
                Duration.ZERO,
                null,
                new Children(
                        ActiveCallHarness::transport,
                        call -> Behaviors.ignore(),
                        call -> Behaviors.ignore(),
                        call -> Behaviors.ignore(),
                        call -> Behaviors.ignore(),
                        agents,
                        feed,
                        QualityFeed.NONE));
    }

    private static Behavior<Transport.Command> transport(ActorRef<CallActor.Message> call) {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(Transport.Dial.class, dial -> tell(call, new Transport.Answered("", "PCMU")))
                .onMessage(Transport.Accept.class, accept -> tell(call, new Transport.Answered("v=0", "PCMU")))
                .onMessage(Transport.Hangup.class, hangup -> tell(call, new Transport.Ended(hangup.cause())))
                .onMessage(Transport.Press.class, press -> refuse(call))
                .onMessage(
                        Transport.Reject.class,
                        reject -> tell(
                                call,
                                new Transport.Ended(
                                        io.tandem.call.HangupCause.fault("refused with " + reject.status()))))
                .onAnyMessage(other -> Behaviors.same())
                .build();
    }

    private static Behavior<Transport.Command> refuse(ActorRef<CallActor.Message> call) {
        return tell(call, new Transport.Refused("dtmf", "this phone has no keys", null));
    }

    private static Behavior<Transport.Command> tell(ActorRef<CallActor.Message> call, CallActor.Message report) {
        call.tell(report);
        return Behaviors.same();
    }

    /** An agent that says hello. */
    private static Behavior<AgentRelay.Command> greeter(LiveCall call) {
        call.actor().tell(new CallActor.Execute(new Command.History("greeter", "hello"), null, null));
        return Behaviors.empty();
    }

    /** A SIP call that waits for its controller. */
    LiveCall inbound(String id, AudioFeed feed) {
        TestProbe<CallRegistry.SpawnResult> probe = kit.createTestProbe();
        registry.tell(new CallRegistry.Spawn(spec(id, CallType.SIP, true, feed), probe.getRef()));
        return ((CallRegistry.Spawned) probe.receiveMessage()).call();
    }

    SocketClient connect(String pathAndQuery) throws Exception {
        return SocketClient.connect(client, uri("ws", pathAndQuery));
    }

    WebSocket connect(String pathAndQuery, WebSocket.Listener listener) throws Exception {
        return client.newWebSocketBuilder()
                .buildAsync(uri("ws", pathAndQuery), listener)
                .get(10, TimeUnit.SECONDS);
    }

    HttpResponse<String> get(String pathAndQuery) throws Exception {
        return client.send(HttpRequest.newBuilder(uri("http", pathAndQuery)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String contentType, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("http", path))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    URI uri(String scheme, String pathAndQuery) {
        return URI.create(scheme + "://127.0.0.1:" + server.address().getPort() + pathAndQuery);
    }

    int port() {
        return server.address().getPort();
    }

    @Override
    public void close() throws Exception {
        server.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        kit.shutdownTestKit();
    }
}
