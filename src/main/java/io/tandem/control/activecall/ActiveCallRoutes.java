package io.tandem.control.activecall;

import static akka.http.javadsl.server.PathMatchers.remaining;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import io.tandem.call.CallRegistry;
import io.tandem.control.activecall.CallQuery.BadQuery;
import io.tandem.http.socket.SocketLimits;
import io.tandem.http.socket.SocketUpgrade;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/** The HTTP surface of the active-call protocol (spec section 1) as one route. */
public final class ActiveCallRoutes extends AllDirectives {

    /** Endpoints that start calls, as keys of the origins; aliases are resolved here. */
    public static final String CALL = "/call";

    public static final String WS = "/ws";
    public static final String WEBRTC = "/call/webrtc";
    public static final String SIP = "/call/sip";

    private static final Logger log = LoggerFactory.getLogger(ActiveCallRoutes.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final FiniteDuration BODY_TIMEOUT = FiniteDuration.create(5, TimeUnit.SECONDS);
    private static final String NO_CALL = "track not active";

    private final ActorSystem<?> system;
    private final ActorRef<CallRegistry.Message> registry;
    private final Dialect dialect;
    private final NamedAgents agents;
    private final ControlledCalls calls;
    private final CallConnector connector;
    private final SocketLimits limits;
    private final Clock clock;
    private final EventStream stream;
    private final CallListing listing;
    private final CommandPost commands;
    private final IceServers iceServers;

    /**
     * @param origins what starts the calls of an endpoint ({@link #CALL}, {@link #WS}, {@link #WEBRTC}, {@link #SIP}); new calls of
     *     an endpoint without one are answered with 501
     * @param agents what a new call may ask for with {@code agent=}
     * @param dumpFolder where event dumps go
     */
    public ActiveCallRoutes(
            ActorSystem<?> system,
            ActorRef<CallRegistry.Message> registry,
            ActiveCallSettings settings,
            Map<String, CallOrigin> origins,
            NamedAgents agents,
            Path dumpFolder,
            Clock clock) {
        this.system = system;
        this.registry = registry;
        this.dialect = new Dialect(settings);
        this.agents = agents;
        this.calls = new ControlledCalls();
        this.connector = new CallConnector(system, registry, Map.copyOf(origins), agents, calls, dialect, dumpFolder);
        this.limits = new SocketLimits(settings.maxCommandSize(), settings.maxAudioFrame());
        this.clock = clock;
        this.stream = new EventStream(dialect, clock);
        this.listing = new CallListing(system, registry);
        this.iceServers = new IceServers(settings.iceServers(), clock);
        this.commands = new CommandPost(dialect.reader());
    }

    public Route route() {
        return concat(
                endpoint("call", CALL),
                path(segment("call").slash(""), () -> socket(CALL)),
                path(segment("call").slash("websocket"), () -> socket(CALL)),
                path(segment("call").slash("webrtc"), () -> socket(WEBRTC)),
                path(segment("call").slash("sip"), () -> socket(SIP)),
                endpoint("ws", WS),
                endpoint("webrtc", WEBRTC),
                path("agents", () -> get(() -> complete(Replies.json(agents.json())))),
                path("list", () -> get(() -> answer(listing.json().thenApply(Replies::json)))),
                path(segment("kill").slash(remaining()), id -> get(() -> answer(kill(id)))),
                path(
                        segment("events").slash(remaining()),
                        id -> get(() -> extractRequest(request -> answer(events(id, request))))),
                path(
                        segment("command").slash(remaining()),
                        id -> post(() -> extractRequest(request -> withSizeLimit(
                                dialect.settings().maxCommandSize(),
                                () -> extractStrictEntity(
                                        BODY_TIMEOUT,
                                        entity -> answer(
                                                withCall(id, call -> commands.respond(call, id, request, entity)))))))),
                path("iceservers", () -> get(() -> extractRequest(this::iceServers))));
    }

    private Route iceServers(HttpRequest request) {
        // Not what X-Forwarded-For says: anybody can write that.
        String address = request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .orElse("");
        Query query = request.getUri().query();
        return complete(iceServers.respond(address, query.get("format"), query.get("user")));
    }

    /** What was lost or refused so far. */
    public ActiveCallLoad load() {
        Dialect.Counters counters = dialect.counters();
        return new ActiveCallLoad(
                counters.malformed().sum(),
                counters.missedEvents().sum(),
                counters.droppedFrames().sum());
    }

    private Route endpoint(String name, String origin) {
        return path(name, () -> socket(origin));
    }

    private Route socket(String origin) {
        return get(() -> extractRequest(request -> extractWebSocketUpgrade(handshake -> {
            CallQuery query;
            try {
                query = CallQuery.parse(rawQuery(request), dialect.settings().maxResume());
            } catch (BadQuery e) {
                return complete(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
            return answer(connector.connect(origin, query).thenApply(outcome -> {
                if (outcome instanceof CallConnector.Connected connected) {
                    return SocketUpgrade.respond(
                            request, limits, new ControlSocket(connected.control(), query, dialect, clock));
                }
                CallConnector.Declined declined = (CallConnector.Declined) outcome;
                return Replies.text(declined.status(), declined.text());
            }));
        })));
    }

    private CompletionStage<HttpResponse> kill(String id) {
        CompletionStage<Boolean> killed =
                AskPattern.ask(registry, replyTo -> new CallRegistry.Kill(id, replyTo), TIMEOUT, system.scheduler());
        return killed.thenApply(existed -> existed
                ? Replies.status(StatusCodes.OK, "killed", id)
                : Replies.status(StatusCodes.NOT_FOUND, "not_found", id));
    }

    private CompletionStage<HttpResponse> events(String id, HttpRequest request) {
        CallQuery query;
        try {
            query = streamQuery(request);
        } catch (BadQuery e) {
            return CompletableFuture.completedFuture(
                    Replies.text(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
        return withCall(
                id, call -> call == null ? Replies.text(StatusCodes.NOT_FOUND, NO_CALL) : stream.respond(call, query));
    }

    /** With {@code after} of the header that a browser's EventSource sends when it reconnects. */
    private static CallQuery streamQuery(HttpRequest request) throws BadQuery {
        String last =
                request.getHeader("Last-Event-ID").map(header -> header.value()).orElse("");
        String query = rawQuery(request);
        return CallQuery.parse(last.isEmpty() ? query : "after=" + last + "&" + query, Duration.ZERO);
    }

    private CompletionStage<HttpResponse> withCall(String id, Function<@Nullable ControlledCall, HttpResponse> answer) {
        return connector
                .find(id)
                .thenApply(found -> answer.apply(found.map(calls::of).orElse(null)));
    }

    private static String rawQuery(HttpRequest request) {
        return request.getUri().rawQueryString().orElse("");
    }

    /** A registry that does not answer in time is an overloaded or stopping server; anything else is a bug. */
    private Route answer(CompletionStage<HttpResponse> response) {
        return completeWithFuture(response.exceptionally(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof TimeoutException) {
                return Replies.text(StatusCodes.SERVICE_UNAVAILABLE, "this server does not answer in time");
            }
            log.error("a request failed", cause);
            return Replies.text(StatusCodes.INTERNAL_SERVER_ERROR, "an error of this server; its log has more");
        }));
    }
}
