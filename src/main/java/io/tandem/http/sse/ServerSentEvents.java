package io.tandem.http.sse;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;

/** Events of a stream that a browser's EventSource reads, and the response with that stream. */
public final class ServerSentEvents {

    /** Between two comments on a silent stream, so that nothing on the way takes it for dead. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** A reader that takes nothing for this long is cut off. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final ByteString COMMENT = ByteString.fromString(":\n\n");

    private ServerSentEvents() {}

    /** An event with a name. */
    public static ByteString event(String name, String data) {
        return ByteString.fromString("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** An event with a name and the id from which an EventSource goes on when it reconnects. */
    public static ByteString event(String name, long id, String data) {
        return ByteString.fromString("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    /** An event of the default name, {@code message}. */
    public static ByteString message(String data) {
        return ByteString.fromString("data: " + data + "\n\n");
    }

    /** A stream that comments on its own silence every {@code keepAlive}. */
    public static HttpResponse response(Source<ByteString, NotUsed> events, Duration keepAlive) {
        return HttpResponse.create()
                .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM),
                        events.keepAlive(keepAlive, () -> COMMENT).backpressureTimeout(STALLED)));
    }
}
