package io.tandem.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.HttpChallenge;
import akka.http.javadsl.model.headers.WWWAuthenticate;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.http.port.HttpPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound HTTP server: the routes it was given behind the token, its web pages, and what it says about health, status and metrics. */
public final class HttpServer {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final HttpPort port;
    private final Duration drainTimeout;

    private HttpServer(HttpPort port, Duration drainTimeout) {
        this.port = port;
        this.drainTimeout = drainTimeout;
    }

    /**
     * Binds and serves.
     *
     * @param ready what {@code /health/ready} says; false while the node drains
     * @param status sections of {@code /status} in order
     * @param routes tried in order after the server's own pages
     * @throws IllegalArgumentException when the address is not loopback and there is no token, or the address is unknown
     * @throws java.io.UncheckedIOException when the token file cannot be read
     */
    public static CompletionStage<HttpServer> bind(
            ActorSystem<?> system,
            HttpSettings settings,
            BooleanSupplier ready,
            List<StatusSource> status,
            PrometheusMeterRegistry metrics,
            List<Route> routes) {
        Token token = Token.of(settings);
        refuseOpenDoor(settings, token);
        Route route = new Doorkeeper(token).guard(new ServerPages(ready, status, metrics), routes);
        return HttpPort.bind(system, settings.listen(), route.handler(system)).thenApply(port -> {
            log.info("HTTP listens on {}", port.address());
            return new HttpServer(port, settings.drainTimeout());
        });
    }

    /** Where it listens; the port is the real one also when 0 was asked for. */
    public InetSocketAddress address() {
        return port.address();
    }

    /** Takes no new connections, lets requests in flight end within the drain time-out, then closes what is left. */
    public CompletionStage<Done> stop() {
        return port.stop(drainTimeout);
    }

    private static void refuseOpenDoor(HttpSettings settings, Token token) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "http.host: " + settings.host() + " (expected: an address or name of this machine)", e);
        }
        if (token.open() && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("http.host: " + settings.host()
                    + " is open to others and there is no token (expected: 127.0.0.1, or http.token, http.token-file or"
                    + " TANDEM_HTTP_TOKEN set)");
        }
    }

    /** Lets in who has the token, or, where there is none, who is no foreign web page; health and web pages are for everybody. */
    private static final class Doorkeeper extends AllDirectives {

        private final Token token;

        Doorkeeper(Token token) {
            this.token = token;
        }

        Route guard(ServerPages pages, List<Route> routes) {
            Route inside = routes.stream().reduce(pages.inside(), (first, second) -> concat(first, second));
            return concat(pages.health(), new WebPages().route(), extractRequest(request -> admit(request, inside)))
                    .seal();
        }

        private Route admit(HttpRequest request, Route inside) {
            if (!token.admits(request)) {
                return respondWithHeader(
                        WWWAuthenticate.create(HttpChallenge.create("Bearer", "tandem")),
                        () -> complete(
                                StatusCodes.UNAUTHORIZED,
                                "no valid token (expected: Authorization: Bearer <token> or ?token=<token>)\n"));
            }
            if (token.open() && PageOrigin.isForeign(request)) {
                return complete(
                        StatusCodes.FORBIDDEN,
                        "Origin: " + PageOrigin.origin(request)
                                + " (expected: a page of this server or of this machine;"
                                + " a server with a token takes requests of any page that has it)\n");
            }
            return inside;
        }
    }
}
