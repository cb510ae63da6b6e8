package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.ProcessUse;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SippRunner;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of calls that end as soon as they begin leave nothing behind. {@code -Dtandem.calls=10000} makes more of them. */
@RequiresTool("sipp")
@EnabledOnOs(OS.LINUX)
class ShortCallsIT {
    private static final int CALLS = Integer.getInteger("tandem.calls", 2_000);

    /** Enough for every pool to fill up; few enough for what SIP remembers of them to be little beside the heap. */
    private static final int WARM_UP = 200;

    private static final String RATE = "150";

    /** Ended SIP transactions are remembered for a while: 32 s at most (64·T1, RFC 3261 §17.2). */
    private static final Duration MEMORY = Duration.ofSeconds(45);

    /** Beside 5 %: caches that fill up (thread-locals, buffer pools, compiled regular expressions) do not grow with the calls. */
    private static final long HEAP_SLACK = 4L << 20;

    @TempDir
    private Path folder;

    @Test
    void leavesNothingBehind(TestReporter reporter) throws Exception {
        try (TestNode node = TestNode.start(
                folder,
                """
                sip.limits { calls-per-second = 10000, requests-per-second-per-source = 100000 }
                calls.linger = 1s
                """)) {
            call(node, WARM_UP);
            ProcessUse before = ProcessUse.now();
            long heapBefore = ProcessUse.heapInUse();

            call(node, CALLS);
            await("no SIP transaction left")
                    .atMost(MEMORY)
                    .until(() -> node.status().at("/sip/serverTransactions").asInt() == 0);

            await("descriptors, UDP sockets and threads as before")
                    .atMost(MEMORY)
                    .untilAsserted(() -> {
                        ProcessUse now = ProcessUse.now();
                        assertThat(now.descriptors()).isLessThanOrEqualTo(before.descriptors());
                        assertThat(now.udpSockets()).isEqualTo(before.udpSockets());
                        assertThat(now.threads()).isLessThanOrEqualTo(before.threads());
                    });
            long heap = ProcessUse.heapInUse();
            reporter.publishEntry(
                    CALLS + " calls",
                    "%s, then %s; heap %d, then %d bytes".formatted(before, ProcessUse.now(), heapBefore, heap));
            assertThat(heap).as("heap after a collection").isLessThan(heapBefore + heapBefore / 20 + HEAP_SLACK);
        }
    }

    /** Makes calls and waits until they are over. */
    private static void call(TestNode node, int calls) {
        SippRunner.Result run = SippRunner.call("short-call", node.sipPort(), calls, "-r", RATE, "-l", "1000");
        assertThat(run.exitCode()).as(run.output()).isZero();
        await("no call, session, port or leg left").untilAsserted(() -> {
            JsonNode status = node.status();
            assertThat(status.at("/calls/running").asInt()).isZero();
            assertThat(status.at("/media/sessions").asInt()).isZero();
            assertThat(status.at("/media/portsInUse").asInt()).isZero();
            assertThat(status.at("/sip/legs").asInt()).isZero();
        });
    }
}
