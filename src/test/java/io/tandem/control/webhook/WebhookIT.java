package io.tandem.control.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import com.sun.net.httpserver.HttpServer;
import io.tandem.call.AgentRelay;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.EventLog;
import io.tandem.call.HangupReason;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import io.tandem.call.QualityFeed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookIT {

    private static final ActorTestKit KIT = ActorTestKit.create("webhook");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T05:00:00Z"), ZoneOffset.UTC);

    private final TestProbe<CallActor.Message> call = KIT.createTestProbe();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer application;

    @BeforeEach
    void startApplication() throws Exception {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/ok", exchange -> {
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        application.createContext("/no", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        application.createContext("/hangs", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        application.start();
    }

    @AfterEach
    void stopApplication() {
        never.countDown();
        application.stop(0);
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void postsTheCallToTheUrlsInTurnAndIsDone() throws Exception {
        Webhook webhook = webhook(Duration.ofSeconds(20), "/ok/1", "/ok/2");
        call.expectTerminated(start(webhook));
        call.expectTerminated(start(webhook));

        assertThat(requests.poll(5, TimeUnit.SECONDS))
                .isEqualTo("POST k /ok/1 {\"dialogId\":\"cid-l-r\",\"createdAt\":\"2026-11-21T05:00:00+00:00\","
                        + "\"caller\":\"sip:a@x\",\"callee\":\"sip:b@y\",\"event\":\"invite\","
                        + "\"headers\":[\"Via: SIP/2.0/UDP x\",\"X-Foo: 1\"],\"offer\":\"v=0\"}");
        assertThat(requests.poll(5, TimeUnit.SECONDS)).startsWith("POST k /ok/2 ");
        call.expectNoMessage(Duration.ZERO);
    }

    @Test
    void refusesTheCallWhenTheApplicationDoes() {
        start(webhook(Duration.ofSeconds(20), "/no"));

        assertRefused("status 403");
    }

    @Test
    void refusesTheCallWhenTheApplicationIsSilent() {
        start(webhook("/hangs"));

        assertRefused("");
    }

    @Test
    void refusesTheCallWhenNobodyListens() {
        application.stop(0);
        start(webhook(Duration.ofSeconds(20), "/ok"));

        assertRefused("ConnectException");
    }

    private void assertRefused(String why) {
        CallActor.Terminate terminate = call.expectMessageClass(CallActor.Terminate.class);
        assertThat(terminate.cause().status()).isEqualTo(503);
        assertThat(terminate.cause().reason()).isEqualTo(HangupReason.SERVER_UNAVAILABLE);
        assertThat(terminate.cause().text()).startsWith("webhook 127.0.0.1: ").contains(why);
    }

    private ActorRef<AgentRelay.Command> start(Webhook webhook) {
        Children children = new Children(
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                List.of(),
                AudioFeed.NONE,
                QualityFeed.NONE);
        CallSpec spec = new CallSpec(
                "cid-l-r",
                CallType.SIP,
                true,
                "sip:a@x",
                "sip:b@y",
                Map.of("X-Foo", "1"),
                List.of("Via: SIP/2.0/UDP x", "X-Foo: 1"),
                "v=0",
                CallSpec.SERVER_SIDE_TRACK,
                Duration.ZERO,
                null,
                children);
        return KIT.spawn(webhook.agent(new LiveCall(spec, call.getRef(), new EventLog(CLOCK))));
    }

    private Webhook webhook(String path) {
        return webhook(Duration.ofMillis(700), path);
    }

    private Webhook webhook(Duration timeout, String... paths) {
        List<URI> urls = List.of(paths).stream()
                .map(path -> URI.create(
                        "http://127.0.0.1:" + application.getAddress().getPort() + path))
                .toList();
        return new Webhook(new InboundHandler.Webhook(urls, "POST", Map.of("X-Key", "k"), timeout), CLOCK);
    }
}
