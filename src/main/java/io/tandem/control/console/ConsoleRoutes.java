package io.tandem.control.console;

import static akka.http.javadsl.server.PathMatchers.remaining;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.call.CallRegistry;
import io.tandem.call.LiveCall;
import io.tandem.store.CallRecord;
import io.tandem.store.CallRecords;
import io.tandem.store.RecordQuery;
import io.tandem.store.StoreAwayException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /console/api}: what the console page, or anybody's own, is made of. */
public final class ConsoleRoutes extends AllDirectives {
    private static final Logger log = LoggerFactory.getLogger(ConsoleRoutes.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ContentType WAV = ContentTypes.parse("audio/wav");
    private static final String RECORDING = "/recording";
    private static final String LEVELS = "/levels";

    private final ActorSystem<?> system;
    private final ActorRef<CallRegistry.Message> registry;
    private final ActorRef<ConsoleFeed.Message> feed;
    private final CallRecords records;
    private final NodeView view;
    private final RecordingFiles recordings;
    private final Executor blocking;
    private final ConsoleJson json = new ConsoleJson();

    /** @param recordingFolder recordings elsewhere are not served */
    public ConsoleRoutes(
            ActorSystem<?> system,
            ActorRef<CallRegistry.Message> registry,
            ActorRef<ConsoleFeed.Message> feed,
            CallRecords records,
            NodeView view,
            Path recordingFolder) {
        this.system = system;
        this.registry = registry;
        this.feed = feed;
        this.records = records;
        this.view = view;
        this.recordings = new RecordingFiles(recordingFolder);
        this.blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig("tandem-blocking-dispatcher"));
    }

    public Route route() {
        return pathPrefix(
                segment("console").slash("api"),
                () -> get(() -> concat(
                        path("events", () -> complete(ConsoleStreams.feed(feed))),
                        path("trunks", () -> complete(json(json.trunks(view.trunks())))),
                        path(
                                "cdrs",
                                () -> extractRequest(request ->
                                        page(request.getUri().rawQueryString().orElse("")))),
                        path(segment("cdrs").slash(remaining()), this::record),
                        path(segment("calls").slash(remaining()), this::call))));
    }

    private Route page(String query) {
        RecordQuery parsed;
        try {
            parsed = RecordsRequest.parse(query);
        } catch (RecordsRequest.BadParameterException e) {
            return complete(text(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
        return answer(records.find(parsed), page -> complete(json(json.page(page))));
    }

    /** {@code cdrs/ID} and {@code cdrs/ID/recording}; ids may have slashes. */
    private Route record(String rest) {
        if (!rest.endsWith(RECORDING)) {
            return withRecord(rest, record -> complete(json(json.record(record))));
        }
        return withRecord(rest.substring(0, rest.length() - RECORDING.length()), this::recording);
    }

    private Route withRecord(String encodedId, Function<CallRecord, Route> then) {
        String id = decoded(encodedId);
        return answer(records.find(id), found -> found.map(then)
                .orElseGet(() ->
                        complete(text(StatusCodes.NOT_FOUND, id + " (expected: the id of a call that is over)"))));
    }

    /** With ranges, so that a player may seek. */
    private Route recording(CallRecord record) {
        String recorded = record.recording();
        if (recorded == null) {
            return complete(text(StatusCodes.NOT_FOUND, record.id() + " was not recorded"));
        }
        CompletionStage<Optional<Path>> file = CompletableFuture.supplyAsync(() -> recordings.find(recorded), blocking);
        return answer(file, found -> found.map(path -> getFromFile(path.toFile(), WAV))
                .orElseGet(() -> complete(
                        text(StatusCodes.NOT_FOUND, "the recording of " + record.id() + " is not there any more"))));
    }

    /** {@code calls/ID/levels}. */
    private Route call(String rest) {
        if (!rest.endsWith(LEVELS)) {
            return reject();
        }
        String id = decoded(rest.substring(0, rest.length() - LEVELS.length()));
        CompletionStage<Optional<LiveCall>> call =
                AskPattern.ask(registry, replyTo -> new CallRegistry.Find(id, replyTo), TIMEOUT, system.scheduler());
        return answer(call, found -> found.filter(live -> !live.events().closed())
                .map(live -> complete(ConsoleStreams.levels(live)))
                .orElseGet(() -> complete(text(StatusCodes.NOT_FOUND, id + " (expected: the id of a running call)"))));
    }

    private <T> Route answer(CompletionStage<T> stage, Function<T, Route> then) {
        return onComplete(
                stage,
                result -> result.isSuccess()
                        ? then.apply(result.get())
                        : complete(failure(result.failed().get())));
    }

    private static HttpResponse failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreAwayException) {
            return text(StatusCodes.SERVICE_UNAVAILABLE, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof TimeoutException) {
            return text(StatusCodes.SERVICE_UNAVAILABLE, "this server does not answer in time");
        }
        log.error("a request failed", cause);
        return text(StatusCodes.INTERNAL_SERVER_ERROR, "an error of this server; its log has more");
    }

    private static HttpResponse json(JsonNode json) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, json.toString());
    }

    private static HttpResponse text(StatusCode status, String text) {
        return HttpResponse.create().withStatus(status).withEntity(ContentTypes.TEXT_PLAIN_UTF8, text);
    }

    /** In paths a plus is a plus. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
