package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketClient;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is told to stop takes no new calls, lets the running ones go on until the deadline and then hangs up. */
@RequiresTool("sipp")
class DrainIT {
    @TempDir
    private Path folder;

    @Test
    void drainsBeforeItStops() throws Exception {
        TestNode node = TestNode.start(folder, "shutdown-timeout = 4s");
        SocketClient caller = node.connect("/call?id=drained");
        caller.send("{'command':'invite','option':{}}");
        caller.await("answer");
        CompletableFuture<SippRunner.Result> phone = CompletableFuture.supplyAsync(
                () -> SippRunner.call("hung-up-talk", node.sipPort(), "-key", "rtp", "9"));
        await("the phone call").until(() -> node.status().at("/calls/running").asInt() == 2);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(node));

        await("not ready").until(() -> node.get("/health/ready").statusCode() == 503);
        assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
        SippRunner.Result refused = SippRunner.call("refused-statelessly", node.sipPort(), "-s", "late");
        assertThat(refused.exitCode()).as(refused.output()).isZero();
        assertThat(node.refusal("/call")).isEqualTo(503);
        assertThat(node.status().at("/calls/running").asInt()).as("calls go on").isEqualTo(2);
        caller.send("{'command':'history','speaker':'a','text':'still here'}");
        caller.await("addHistory");

        JsonNode hangup = caller.await("hangup");
        assertThat(hangup.path("initiator").asText()).isEqualTo("system");
        assertThat(hangup.path("reason").asText()).isEqualTo("Some(ServerUnavailable)");
        assertThat(phone.join().exitCode()).as(phone.join().output()).isZero();
        stopped.join();
        Assertions.assertThatThrownBy(() -> node.get("/health/live")).hasCauseInstanceOf(ConnectException.class);
    }

    private static void stop(TestNode node) {
        try {
            node.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
