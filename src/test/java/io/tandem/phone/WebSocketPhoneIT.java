package io.tandem.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Flow;
import io.tandem.media.codec.Codecs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The phone against a server that answers `invite`, echoes audio and closes at `hangup`. */
class WebSocketPhoneIT {
    private static ActorTestKit kit;
    private static ServerBinding server;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        kit = ActorTestKit.create();
        Route route = Directives.concat(
                Directives.path("ws", () -> Directives.handleWebSocketMessages(echo("{\"event\":\"answer\"}"))),
                Directives.path(
                        "busy",
                        () -> Directives.handleWebSocketMessages(echo("{\"event\":\"error\",\"error\":\"no capacity\"}")
                                .take(1))));
        server = Http.get(kit.system())
                .newServerAt("127.0.0.1", 0)
                .bind(route)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static Flow<Message, Message, NotUsed> echo(String answer) {
        return Flow.of(Message.class)
                .takeWhile(message -> !message.isText()
                        || !message.asTextMessage().getStrictText().contains("hangup"))
                .map(message -> message.isText() ? TextMessage.create(answer) : message);
    }

    @Test
    void hearsItsOwnToneFromAnEcho() throws Exception {
        CallReport report = phone("/ws")
                .call(
                        new PhoneCall(
                                Codecs.PCM_16K, Prompt.sine(440, 2), Duration.ofSeconds(2), Duration.ofSeconds(5)),
                        Codecs.PCM_16K);

        assertThat(report.audible()).isTrue();
        assertThat(report.hertz()).isCloseTo(440, within(10.0));
        assertThat(report.packets()).isGreaterThan(80);
        assertThat(progress).contains("event answer", "answered: pcm", "hanging up");
    }

    @Test
    void saysWhyItWasNotAnswered() {
        assertThatThrownBy(() -> phone("/busy")
                        .call(
                                new PhoneCall(
                                        Codecs.PCMU, Prompt.chime(), Duration.ofSeconds(1), Duration.ofSeconds(5)),
                                Codecs.PCMU))
                .isInstanceOf(PhoneException.class)
                .hasMessageContaining("closed the connection");
        assertThat(progress).contains("error: no capacity");
    }

    private WebSocketPhone phone(String path) throws PhoneException {
        int port = server.localAddress().getPort();
        return new WebSocketPhone(URI.create("ws://127.0.0.1:" + port + path), "", progress::add);
    }
}
