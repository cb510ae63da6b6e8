package io.tandem.control.webphone;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tandem.call.InboundHandler;
import io.tandem.http.sse.ServerSentEvents;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET /phones/NAME/events}: server-sent events of the calls that ring for a name; who reads them is present. */
public final class PhoneRoutes extends AllDirectives {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Decides how soon a page is missed whose connection ended without a word. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    /** All that may ring when a page comes, and as much again. */
    private static final int BUFFER = 4 * Phone.MAX_RINGING;

    /** Sent first, so that the page knows at once that it is present. */
    private static final ByteString GREETING = ByteString.fromString("retry: 1000\n\n");

    private final ActorSystem<?> system;
    private final ActorRef<PhoneDirectory.Message> directory;

    public PhoneRoutes(ActorSystem<?> system, ActorRef<PhoneDirectory.Message> directory) {
        this.system = system;
        this.directory = directory;
    }

    public Route route() {
        return path(
                PathMatchers.segment("phones").slash(PathMatchers.segment()).slash("events"),
                name -> get(() -> completeWithFuture(listen(name))));
    }

    private CompletionStage<HttpResponse> listen(String name) {
        if (!InboundHandler.Phone.NAME.matcher(name).matches()) {
            return CompletableFuture.completedFuture(text(
                    StatusCodes.BAD_REQUEST,
                    "the name of a phone (expected: 1 to 64 letters, digits, dots, hyphens or underscores)"));
        }
        Pair<Page, Source<Notice, NotUsed>> opened = open(name);
        CompletionStage<Boolean> welcome = AskPattern.ask(
                directory,
                replyTo -> new PhoneDirectory.Listen(name, opened.first(), replyTo),
                TIMEOUT,
                system.scheduler());
        return welcome.thenApply(yes -> yes
                ? stream(opened.second())
                : text(StatusCodes.SERVICE_UNAVAILABLE, "as many pages listen as may; try again later"));
    }

    /** Runs from now on: a request that is given up before its answer still ends as a page that leaves. */
    private Pair<Page, Source<Notice, NotUsed>> open(String name) {
        return Source.<Notice>queue(BUFFER)
                .<Page>watchTermination((queue, done) -> {
                    Page page = notice -> tell(queue, notice);
                    done.whenComplete((ok, failure) -> directory.tell(new PhoneDirectory.Leave(name, page)));
                    return page;
                })
                .preMaterialize(system);
    }

    private static boolean tell(BoundedSourceQueue<Notice> queue, Notice notice) {
        boolean taken = queue.offer(notice).isEnqueued();
        if (!taken) {
            queue.complete();
        }
        return taken;
    }

    private static HttpResponse stream(Source<Notice, NotUsed> notices) {
        return ServerSentEvents.response(Source.single(GREETING).concat(notices.map(NoticeWriter::item)), KEEP_ALIVE);
    }

    private static HttpResponse text(StatusCode status, String text) {
        return HttpResponse.create().withStatus(status).withEntity(ContentTypes.TEXT_PLAIN_UTF8, text);
    }
}
