package io.tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.http.port.PortSettings;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerIT {

    private static final ActorTestKit KIT = ActorTestKit.create("http");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "http://127.0.0.1.evil.example, 403",
        "null, 403",
        "http://localhost:3000, 200",
        "http://[::1]:9, 200",
        "http://127.0.0.1:1, 200"
    })
    void withoutATokenItServesPagesOfThisMachineOnly(String origin, int status) throws Exception {
        HttpServer server = bind("127.0.0.1", "", "");

        HttpResponse<String> answer = get(server, "/hello", "Origin", origin);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).startsWith("Origin: " + origin + " (expected: ");
        }
        stop(server);
    }

    @Test
    void withATokenItServesEveryPageThatHasIt() throws Exception {
        HttpServer server = bind("127.0.0.1", "s3cret", "");

        assertThat(get(server, "/hello?token=s3cret", "Origin", "https://app.example")
                        .body())
                .isEqualTo("hello");
        stop(server);
    }

    @Test
    void tellsHealthWithoutATokenAndAsksForItElsewhere() throws Exception {
        HttpServer server = bind("127.0.0.1", "s3cret", "");

        assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
        ready.set(false);
        assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(server, "/hello").statusCode()).isEqualTo(401);
        assertThat(get(server, "/hello?token=wrong").statusCode()).isEqualTo(401);
        assertThat(get(server, "/status").statusCode()).isEqualTo(401);
        assertThat(get(server, "/hello?x=%7A&token=s3cret").body()).isEqualTo("hello");
        assertThat(get(server, "/hello", "Authorization", "Bearer s3cret").body())
                .isEqualTo("hello");
        assertThat(get(server, "/hello", "Authorization", "Basic s3cret").statusCode())
                .isEqualTo(401);
        stop(server);
    }

    @Test
    void showsStatusAndMetrics() throws Exception {
        HttpServer server = bind("127.0.0.1", "", "");
        metrics.counter("tandem.calls").increment();

        assertThat(get(server, "/status").body()).contains("\"engine\"", "\"loops\" : 2");
        assertThat(get(server, "/metrics").body()).contains("tandem_calls_total 1.0");
        stop(server);
    }

    @Test
    void answersWrongPathsAndMethodsWithText() throws Exception {
        HttpServer server = bind("127.0.0.1", "", "");

        assertThat(get(server, "/nowhere").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri(server, "/hello"))
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).isNotEmpty();
        stop(server);
    }

    @Test
    void refusesToBeOpenToOthersWithoutAToken(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "from-file\nrest");

        assertThatThrownBy(() -> bind("0.0.0.0", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("TANDEM_HTTP_TOKEN");
        HttpServer server = bind("0.0.0.0", "", file.toString());
        assertThat(get(server, "/hello?token=from-file").body()).isEqualTo("hello");
        stop(server);
    }

    @Test
    void takesNoConnectionsOnceStopped() throws Exception {
        HttpServer server = bind("127.0.0.1", "", "");
        stop(server);

        assertThatThrownBy(() -> get(server, "/hello")).isInstanceOf(ConnectException.class);
    }

    private HttpServer bind(String host, String token, String tokenFile) throws Exception {
        Route hello = Directives.path("hello", () -> Directives.get(() -> Directives.complete("hello")));
        StatusSource engine = new StatusSource() {
            @Override
            public String section() {
                return "engine";
            }

            @Override
            public Object status() {
                return Map.of("loops", 2);
            }
        };
        return HttpServer.bind(
                        KIT.system(),
                        new HttpSettings(
                                new PortSettings(host, 0, 100, Duration.ZERO, null),
                                token,
                                tokenFile,
                                Duration.ofMillis(200)),
                        ready::get,
                        List.of(engine),
                        metrics,
                        List.of(hello))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static void stop(HttpServer server) throws Exception {
        server.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(HttpServer server, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
