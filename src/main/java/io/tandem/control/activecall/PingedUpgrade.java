package io.tandem.control.activecall;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.event.Logging;
import akka.http.impl.engine.ws.FrameEvent;
import akka.http.impl.engine.ws.FrameEvent$;
import akka.http.impl.engine.ws.Protocol$Opcode$Ping$;
import akka.http.impl.engine.ws.UpgradeToWebSocketLowLevel;
import akka.http.impl.engine.ws.WebSocket;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.http.javadsl.settings.ServerSettings;
import akka.http.scaladsl.model.ws.Message;
import akka.http.scaladsl.settings.WebSocketSettings;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Clock;
import java.time.Duration;
import scala.Option;

/**
 * Answers a WebSocket handshake and sends ping control frames: one at once, then one a period, each with the time as payload
 * (spec 1.2). The public API of Akka HTTP has pings of idle sockets only, with one period for the whole server, and no close codes; so
 * this class and {@link SocketEnd}, and only these, use its frame level ({@code akka.http.impl}, version pinned).
 */
final class PingedUpgrade {

    private final ActorSystem<?> system;
    private final Clock clock;

    PingedUpgrade(ActorSystem<?> system, Clock clock) {
        this.system = system;
        this.clock = clock;
    }

    /**
     * @param period time between pings, zero for none
     * @param end ends the socket when its session does not
     */
    HttpResponse respond(
            WebSocketUpgrade upgrade,
            Flow<akka.http.javadsl.model.ws.Message, akka.http.javadsl.model.ws.Message, NotUsed> messages,
            Duration period,
            SocketEnd end) {
        if (!(upgrade instanceof UpgradeToWebSocketLowLevel frames)) {
            throw new IllegalArgumentException(
                    upgrade.getClass().getName() + " (expected: a handshake of Akka HTTP's server)");
        }
        Flow<FrameEvent, FrameEvent, NotUsed> flow = stack().join(scala(messages));
        if (!period.isZero()) {
            flow = flow.merge(Source.tick(Duration.ZERO, period, "ping").map(tick -> ping()), true);
        }
        return frames.handleFrames(any(flow.via(end)), Option.empty());
    }

    private FrameEvent ping() {
        ByteString now = ByteString.fromString(HangupWriter.rfc3339(clock.instant()));
        return FrameEvent$.MODULE$.fullFrame(
                Protocol$Opcode$Ping$.MODULE$, Option.empty(), now, true, false, false, false);
    }

    private BidiFlow<FrameEvent, Message, Message, FrameEvent, NotUsed> stack() {
        WebSocketSettings settings = (WebSocketSettings)
                ServerSettings.create(system.classicSystem()).getWebsocketSettings();
        return new BidiFlow<>(WebSocket.stack(
                true,
                settings,
                WebSocket.stack$default$3(),
                Logging.getLogger(system.classicSystem(), PingedUpgrade.class)));
    }

    /** The frame level speaks the Scala API only. */
    private static Flow<Message, Message, NotUsed> scala(
            Flow<akka.http.javadsl.model.ws.Message, akka.http.javadsl.model.ws.Message, NotUsed> messages) {
        return Flow.of(Message.class)
                .map(message -> (akka.http.javadsl.model.ws.Message) message)
                .via(messages)
                .map(akka.http.javadsl.model.ws.Message::asScala);
    }

    /** Scala's {@code Graph[…, Any]} takes any materialized value, which Java's invariant generics cannot say. */
    @SuppressWarnings("unchecked")
    private static <S extends akka.stream.Shape> akka.stream.Graph<S, Object> any(akka.stream.Graph<S, ?> graph) {
        return (akka.stream.Graph<S, Object>) graph;
    }
}
