package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.tool.EventStreamClient;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telephone calls to a name under which web pages listen. */
@RequiresTool("sipp")
class WebPhoneIT {
    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(
                folder,
                """
                sip.routes = [
                  { name = hasty, to = "^hasty$", handler { type = phone, name = hasty, timeout = 1s } }
                  { name = phones, to = "^alice$", handler { type = phone, name = alice } }
                ]
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void oneOfTwoPagesTakesTheCall() throws Exception {
        try (EventStreamClient first = page("alice");
                EventStreamClient second = page("alice")) {
            CompletableFuture<SippRunner.Result> caller = call("basic", "alice");
            String id = ringing(first);
            assertThat(ringing(second)).isEqualTo(id);

            SocketClient socket = node.connect("/call/sip?id=" + encoded(id));
            assertThat(node.refusal("/call/sip?id=" + encoded(id)))
                    .as("a second page")
                    .isEqualTo(409);
            socket.send("{'command':'accept','option':{}}");

            assertThat(socket.namesUntil("answer")).startsWith("incoming");
            assertThat(ended(first, id)).isEqualTo("answeredElsewhere");
            assertThat(ended(second, id)).isEqualTo("answeredElsewhere");
            assertThat(socket.await("hangup").path("initiator").asText()).isEqualTo("caller");
            assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
            assertThat(first.isSilent()).isTrue();
        }
    }

    @Test
    void aPageThatComesLateHearsOfACallThatRingsAndDeclinesIt() throws Exception {
        try (EventStreamClient first = page("alice")) {
            CompletableFuture<SippRunner.Result> caller = call("rejected", "alice");
            String id = ringing(first);
            try (EventStreamClient late = page("alice")) {
                assertThat(ringing(late)).isEqualTo(id);

                node.post(
                        "/command/" + encoded(id),
                        "application/json",
                        "{\"command\":\"reject\",\"reason\":\"not now\"}");

                assertThat(ended(first, id)).isEqualTo("declined");
                assertThat(ended(late, id)).isEqualTo("declined");
                assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
            }
        }
    }

    @Test
    void aCallerWhoGivesUpStopsTheRinging() throws Exception {
        try (EventStreamClient page = page("alice")) {
            CompletableFuture<SippRunner.Result> caller = call("cancel", "alice");

            assertThat(ended(page, ringing(page))).isEqualTo("cancelled");
            assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
        }
    }

    @Test
    void aCallThatNobodyTakesEndsInTime() throws Exception {
        try (EventStreamClient page = page("hasty")) {
            CompletableFuture<SippRunner.Result> caller = call("unavailable", "hasty");

            assertThat(ended(page, ringing(page))).isEqualTo("timeout");
            assertThat(caller.join().exitCode()).as(caller.join().output()).isZero();
        }
    }

    @Test
    void whereNobodyListensNobodyIsThere() {
        SippRunner.Result caller = call("unavailable", "hasty").join();

        assertThat(caller.exitCode()).as(caller.output()).isZero();
    }

    @Test
    void aPageThatGoesMakesRoomForAnother(@TempDir Path small) throws Exception {
        try (TestNode crowded = TestNode.start(small, "phones.max-pages = 1")) {
            try (EventStreamClient first = open(crowded, "bob");
                    EventStreamClient second = open(crowded, "carol")) {
                assertThat(first.status()).isEqualTo(200);
                assertThat(second.status()).isEqualTo(503);
            }
            await("the place of the one that went")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        try (EventStreamClient again = open(crowded, "carol")) {
                            return again.status() == 200;
                        }
                    });
        }
    }

    @Test
    void aNameOfOtherCharactersIsRefused() {
        assertThat(node.get("/phones/al%20ice/events").statusCode()).isEqualTo(400);
        assertThat(node.get("/phones/" + "x".repeat(65) + "/events").statusCode())
                .isEqualTo(400);
    }

    private static EventStreamClient page(String name) throws Exception {
        EventStreamClient page = open(node, name);
        assertThat(page.status()).isEqualTo(200);
        return page;
    }

    private static EventStreamClient open(TestNode node, String name) throws Exception {
        return EventStreamClient.open(node.uri("http", "/phones/" + name + "/events"));
    }

    private static String ringing(EventStreamClient page) throws InterruptedException {
        EventStreamClient.Item item = page.next();
        assertThat(item.event()).isEqualTo("incoming");
        assertThat(item.data().path("event").asText()).isEqualTo("incoming");
        assertThat(item.data().path("caller").asText()).startsWith("sip:sipp@");
        assertThat(item.data().path("callee").asText()).startsWith("sip:");
        assertThat(item.data().path("headers").isObject()).isTrue();
        return item.data().path("id").asText();
    }

    private static String ended(EventStreamClient page, String id) throws InterruptedException {
        EventStreamClient.Item item = page.next();
        assertThat(item.event()).isEqualTo("ended");
        assertThat(item.data().path("id").asText()).isEqualTo(id);
        return item.data().path("reason").asText();
    }

    private static CompletableFuture<SippRunner.Result> call(String scenario, String callee) {
        return CompletableFuture.supplyAsync(() -> SippRunner.call(scenario, node.sipPort(), "-s", callee));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
