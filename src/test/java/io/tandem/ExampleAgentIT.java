package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.tool.RequiresTool;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/examples/agent.py, the way a reader runs it, against a server that plays one call's events. */
@RequiresTool("python3")
class ExampleAgentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIALOG = "call 1@host-tag";

    /** What the server says after each command. */
    private static final Map<String, List<String>> SCRIPT = Map.of(
            "ringing", List.of(),
            "accept", List.of("{\"event\":\"incoming\"}", "{\"event\":\"answer\"}"),
            "play", List.of("{\"event\":\"trackStart\",\"playId\":\"greeting\"}", "{\"event\":\"speaking\"}"),
            "interrupt",
                    List.of(
                            "{\"event\":\"trackEnd\",\"playId\":\"greeting\"}",
                            "{\"event\":\"dtmf\",\"digit\":\"#\"}"));

    private static final BlockingQueue<JsonNode> COMMANDS = new LinkedBlockingQueue<>();

    private static ActorTestKit kit;
    private static ServerBinding server;

    @BeforeAll
    static void start() throws Exception {
        kit = ActorTestKit.create();
        Flow<Message, Message, NotUsed> call = Flow.of(Message.class)
                .map(message -> JSON.readTree(message.asTextMessage().getStrictText()))
                .alsoTo(Sink.foreach(COMMANDS::add))
                .takeWhile(command -> !command.path("command").asText().equals("hangup"))
                .flatMapConcat(command ->
                        Source.from(SCRIPT.get(command.path("command").asText())))
                .map(TextMessage::create);
        Route route = Directives.path(
                PathMatchers.segment("call").slash("sip"),
                () -> Directives.parameter(
                        "id",
                        id -> id.equals(DIALOG) ? Directives.handleWebSocketMessages(call) : Directives.reject()));
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

    @Test
    void answersGreetsYieldsToTheCallerAndHangsUpOnHash() throws Exception {
        Process agent = new ProcessBuilder(
                        "python3",
                        "docs/examples/agent.py",
                        "--listen",
                        "127.0.0.1:0",
                        "--tandem",
                        "ws://127.0.0.1:" + server.localAddress().getPort())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader printed = agent.inputReader()) {
            String webhook = printed.readLine().replaceFirst("^webhook: ", "");
            HttpRequest invite = HttpRequest.newBuilder(URI.create(webhook))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"invite\",\"dialogId\":\"" + DIALOG
                            + "\",\"caller\":\"sip:a@x\",\"callee\":\"sip:b@y\",\"headers\":[],\"offer\":\"\"}"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(invite, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            for (String expected : List.of("ringing", "accept", "play", "interrupt", "hangup")) {
                JsonNode command = COMMANDS.poll(20, TimeUnit.SECONDS);
                assertThat(command).as(expected).isNotNull();
                assertThat(command.path("command").asText()).isEqualTo(expected);
            }
        } finally {
            agent.destroy();
        }
    }
}
