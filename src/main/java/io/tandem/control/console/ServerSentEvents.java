package io.tandem.control.console;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tandem.call.AudioFeed;
import io.tandem.call.LiveCall;
import java.time.Duration;

/** The streams of the console as responses: the feed, and the levels of one call. */
final class ServerSentEvents {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration LEVEL_INTERVAL = Duration.ofMillis(200);

    /** A viewer that takes nothing for this long is cut off. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final ByteString COMMENT = ByteString.fromString(":\n\n");

    private ServerSentEvents() {}

    static HttpResponse feed(ActorRef<ConsoleFeed.Message> feed) {
        return response(Source.<ByteString>queue(Viewer.WAITING)
                .mapMaterializedValue(queue -> {
                    Viewer viewer = new Viewer(queue);
                    feed.tell(new ConsoleFeed.Join(viewer));
                    return viewer;
                })
                .watchTermination((viewer, done) -> {
                    done.whenComplete((ok, failure) -> feed.tell(new ConsoleFeed.Leave(viewer)));
                    return NotUsed.getInstance();
                }));
    }

    /** Five a second as long as the call lasts; its audio is listened to only while this stream is open. */
    static HttpResponse levels(LiveCall call) {
        LevelMeter meter = new LevelMeter();
        return response(Source.tick(LEVEL_INTERVAL, LEVEL_INTERVAL, meter)
                .takeWhile(tick -> !call.events().closed())
                .map(now -> ByteString.fromString("data: "
                        + ConsoleJson.object().put("received", now.received()).put("sent", now.sent())
                        + "\n\n"))
                .watchTermination((ticks, done) -> {
                    AudioFeed.Subscription audio =
                            call.spec().children().audioFeed().subscribe(meter);
                    done.whenComplete((ok, failure) -> audio.close());
                    return NotUsed.getInstance();
                }));
    }

    private static HttpResponse response(Source<ByteString, NotUsed> events) {
        return HttpResponse.create()
                .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM),
                        events.keepAlive(KEEP_ALIVE, () -> COMMENT).backpressureTimeout(STALLED)));
    }
}
