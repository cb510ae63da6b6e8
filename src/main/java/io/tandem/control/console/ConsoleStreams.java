package io.tandem.control.console;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tandem.call.AudioFeed;
import io.tandem.call.LiveCall;
import io.tandem.http.sse.ServerSentEvents;
import java.time.Duration;

/** The streams of the console as responses: the feed, and the levels of one call. */
final class ConsoleStreams {
    private static final Duration LEVEL_INTERVAL = Duration.ofMillis(200);

    private ConsoleStreams() {}

    static HttpResponse feed(ActorRef<ConsoleFeed.Message> feed) {
        return stream(Source.<ByteString>queue(Viewer.WAITING)
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
        return stream(Source.tick(LEVEL_INTERVAL, LEVEL_INTERVAL, meter)
                .takeWhile(tick -> !call.events().closed())
                .map(now -> ServerSentEvents.message(ConsoleJson.object()
                        .put("received", now.received())
                        .put("sent", now.sent())
                        .toString()))
                .watchTermination((ticks, done) -> {
                    AudioFeed.Subscription audio =
                            call.spec().children().audioFeed().subscribe(meter);
                    done.whenComplete((ok, failure) -> audio.close());
                    return NotUsed.getInstance();
                }));
    }

    private static HttpResponse stream(Source<ByteString, NotUsed> events) {
        return ServerSentEvents.response(events, ServerSentEvents.KEEP_ALIVE);
    }
}
