package io.tandem.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What the server says about itself: {@code /health/live}, {@code /health/ready}, {@code /status}, {@code /metrics}. */
final class ServerPages extends AllDirectives {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final BooleanSupplier ready;
    private final List<StatusSource> status;
    private final PrometheusMeterRegistry metrics;
    private final ObjectMapper json = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    ServerPages(BooleanSupplier ready, List<StatusSource> status, PrometheusMeterRegistry metrics) {
        this.ready = ready;
        this.status = List.copyOf(status);
        this.metrics = metrics;
    }

    /** For load balancers, without a token. */
    Route health() {
        return pathPrefix(
                "health",
                () -> concat(
                        path("live", () -> get(() -> complete(StatusCodes.OK, "live\n"))),
                        path(
                                "ready",
                                () -> get(() -> ready.getAsBoolean()
                                        ? complete(StatusCodes.OK, "ready\n")
                                        : complete(StatusCodes.SERVICE_UNAVAILABLE, "not ready\n")))));
    }

    /** For operators. */
    Route inside() {
        return concat(
                path("status", () -> get(() -> complete(statusPage()))),
                path("metrics", () -> get(() -> complete(metricsPage()))));
    }

    private HttpResponse statusPage() {
        Map<String, Object> sections = new LinkedHashMap<>();
        status.forEach(source -> sections.put(source.section(), source.status()));
        try {
            return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, json.writeValueAsString(sections));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a section of /status is not a tree of plain values", e);
        }
    }

    private HttpResponse metricsPage() {
        ContentType type = ContentTypes.parse(PROMETHEUS);
        return HttpResponse.create()
                .withEntity(HttpEntities.create(type, metrics.scrape().getBytes(StandardCharsets.UTF_8)));
    }
}
