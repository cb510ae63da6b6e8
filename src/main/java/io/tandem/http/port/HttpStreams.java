package io.tandem.http.port;

import akka.actor.typed.ActorSystem;
import akka.event.LoggingAdapter;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.settings.ServerSettings;
import akka.http.scaladsl.Http;
import akka.http.scaladsl.HttpExt;
import akka.http.scaladsl.model.HttpRequest;
import akka.japi.function.Function;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import io.netty.channel.Channel;
import io.tandem.http.socket.TakeOver;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import scala.Option;

/** Akka HTTP without its network: one stream a connection, from its bytes to the routes and back. */
final class HttpStreams {

    private static final Connection LAST_ANSWER = Connection.create("close");

    private final ActorSystem<?> system;
    private final HttpExt http;
    private final ServerSettings settings;
    private final LoggingAdapter log;
    private final boolean secure;
    private final Function<akka.http.javadsl.model.HttpRequest, CompletionStage<HttpResponse>> routes;

    HttpStreams(
            ActorSystem<?> system,
            boolean secure,
            Function<akka.http.javadsl.model.HttpRequest, CompletionStage<HttpResponse>> routes) {
        ServerSettings configured = ServerSettings.create(system.classicSystem());
        this.system = system;
        this.http = Http.apply(system.classicSystem());
        // Relaxed: clients send dialog ids in queries without encoding.
        this.settings = configured
                .withParserSettings(configured.getParserSettings().withUriParsingMode(Uri.RELAXED))
                .withRemoteAddressAttribute(true);
        this.log = system.classicSystem().log();
        this.secure = secure;
        this.routes = routes;
    }

    /** Starts answering what comes on a connection. */
    void run(HttpConnection connection, Channel channel) {
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        BidiFlow<akka.http.scaladsl.model.HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, ?> layer =
                new BidiFlow<>(http.serverLayer(
                        (akka.http.scaladsl.settings.ServerSettings) settings, Option.apply(peer), log, secure));
        Flow.of(HttpRequest.class)
                .mapAsync(1, request -> answer(connection, request))
                .join(layer.join(Flow.fromGraph(new ByteStage(connection))))
                .run(system);
    }

    private CompletionStage<akka.http.scaladsl.model.HttpResponse> answer(
            HttpConnection connection, HttpRequest request) throws Exception {
        connection.requestCame();
        return routes.apply((akka.http.javadsl.model.HttpRequest) request.addAttribute(TakeOver.OF_REQUEST, connection))
                .thenApply(response -> {
                    HttpResponse answer = connection.answered() ? response.addHeader(LAST_ANSWER) : response;
                    return (akka.http.scaladsl.model.HttpResponse) answer;
                });
    }
}
