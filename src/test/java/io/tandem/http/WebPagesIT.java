package io.tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.http.port.PortSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page files as a browser gets them, of a server that asks for a token elsewhere. */
class WebPagesIT {

    private static final ActorTestKit KIT = ActorTestKit.create("web-pages");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.bind(
                        KIT.system(),
                        new HttpSettings(
                                new PortSettings("127.0.0.1", 0, 100, Duration.ZERO, null),
                                "s3cret",
                                "",
                                Duration.ofMillis(200)),
                        () -> true,
                        List.of(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        KIT.shutdownTestKit();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/phone/index.html, text/html",
        "/phone/main.js, text/javascript",
        "/phone/audio/capture-worklet.js, text/javascript",
        "/shared/theme.css, text/css",
        "/phone/icon.svg, image/svg+xml"
    })
    void servesThePhoneWithoutAToken(String path, String type) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(page.body()).isNotBlank();
    }

    @Test
    void forbidsTheBrowserWhatThePageDoesNotNeed() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "connect-src 'self' ws: wss:", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Permissions-Policy")).contains("microphone=(self), autoplay=(self)");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)|<style|style=|onclick=|https?://");
    }

    @Test
    void sendsAFileAgainOnlyWhenItChanged() throws Exception {
        String tag = get("/").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/").headers().firstValue("Cache-Control")).contains("no-cache");
        HttpResponse<String> again = get("/", "If-None-Match", "\"other\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/phone/../reference.conf",
                "/phone/%2e%2e/%2e%2e/reference.conf",
                "/phone/..%2f..%2freference.conf",
                "/phone//etc/passwd",
                "/phone/",
                "/phone/.hidden.js",
                "/phone/nothing.js",
                "/shared/",
                "/package.json"
            })
    void givesNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(get(path + "?token=s3cret").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
