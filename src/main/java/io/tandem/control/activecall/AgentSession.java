package io.tandem.control.activecall;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallType;
import io.tandem.call.Event;
import io.tandem.call.LiveCall;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control WebSocket and its call: events and audio out as fast as the socket takes them, commands and audio in. Runs on the
 * socket's own stream; when the socket is gone, the call is told once.
 */
final class AgentSession {

    private static final Logger log = LoggerFactory.getLogger(AgentSession.class);

    /** 640 ms of audio frames. */
    private static final int FEED_FRAMES = 32;

    private final ControlledCall.Control control;
    private final ControlledCall call;
    private final CallQuery query;
    private final Dialect dialect;
    private final IncomingFrames frames;
    private final AtomicReference<AudioFeed.@Nullable Subscription> subscription = new AtomicReference<>();
    private @Nullable DropOldest<byte[]> feed;

    AgentSession(ActorSystem<?> system, ControlledCall.Control control, CallQuery query, Dialect dialect) {
        this.control = control;
        this.call = control.call();
        this.query = query;
        this.dialect = dialect;
        this.frames = new IncomingFrames(dialect.settings(), system);
    }

    /** The socket's messages; to be run once. */
    Flow<Message, Message, NotUsed> messages() {
        Sink<Message, NotUsed> in = frames.whole().to(Sink.foreach(this::received));
        Source<Message, NotUsed> out = events().merge(audio(), true);
        return Flow.fromSinkAndSourceCoupled(in, out).watchTermination((unused, done) -> {
            control.attached();
            done.whenComplete((ok, failure) -> gone());
            return unused;
        });
    }

    private Source<Message, NotUsed> events() {
        Long after = query.after();
        return Source.fromGraph(new PolledSource<>(wake -> new LogSupply(
                        live().events(),
                        after == null ? 0 : after,
                        wake,
                        dialect.counters().missedEvents())))
                .filterNot(entry -> entry.event() instanceof Event.Commanded)
                .map(entry -> TextMessage.create(dialect.writer().write(live().spec(), entry)));
    }

    private Source<Message, NotUsed> audio() {
        return Source.fromGraph(new PolledSource<>(this::audioSupply)).map(frame -> {
            control.sent(frame);
            return BinaryMessage.create(ByteString.fromArrayUnsafe(frame));
        });
    }

    private PolledSource.Supply<byte[]> audioSupply(Runnable wake) {
        if (live().spec().type() == CallType.WEB_SOCKET) {
            return new PortSupply(control, wake);
        }
        DropOldest<byte[]> queue =
                new DropOldest<>(FEED_FRAMES, wake, dialect.counters().droppedFrames());
        feed = queue.releasing(this::unsubscribe);
        if (call.subscribed()) {
            subscribe();
        }
        return queue;
    }

    private void received(IncomingFrames.Frame frame) {
        if (!control.valid()) {
            return;
        }
        if (frame instanceof IncomingFrames.Audio audio) {
            control.received(audio.bytes());
        } else if (frame instanceof IncomingFrames.Text text) {
            command(dialect.reader().read(text.text()));
        } else if (frame instanceof IncomingFrames.TooLarge large) {
            command(new CommandReader.Malformed(false, large.text(), null));
        }
    }

    private void command(CommandReader.Result result) {
        if (result instanceof CommandReader.Parsed parsed) {
            call.execute(parsed);
            if (call.subscribed()) {
                subscribe();
            }
        } else if (result instanceof CommandReader.Malformed malformed) {
            malformed(malformed);
        }
    }

    /** Silent as ever (register D-13), unless the settings or an id, which old clients never send, ask for an answer. */
    private void malformed(CommandReader.Malformed malformed) {
        dialect.counters().malformed().increment();
        log.debug("call {}: {}", live().id(), malformed.text());
        if (dialect.settings().reportMalformed() || malformed.id() != null) {
            live().events().append(new Event.Error(live().id(), "command", malformed.text(), null, malformed.id()));
        }
    }

    private void subscribe() {
        DropOldest<byte[]> queue = feed;
        if (queue != null && subscription.get() == null) {
            subscription.set(live().spec().children().audioFeed().subscribe(queue::offer));
        }
    }

    private void unsubscribe() {
        AudioFeed.Subscription running = subscription.getAndSet(null);
        if (running != null) {
            running.close();
        }
    }

    private void gone() {
        control.lost(query.resume());
    }

    private LiveCall live() {
        return call.live();
    }
}
