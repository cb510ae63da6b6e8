package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.SocketClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many calls that join, change and hang up in no order at all leave nothing behind. */
class BridgeStressIT {
    private static final int CALLS = 20;
    private static final int OPERATIONS = 200;
    private static final long SEED = 2_312;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<Call> calls = new ArrayList<>();
    private int made;

    /** A call by its control socket. */
    private record Call(String id, SocketClient socket) {

        void end() throws Exception {
            socket.send("{'command':'hangup'}");
        }
    }

    @Test
    void twoHundredRandomOperationsLeaveNothingBehind() throws Exception {
        try (TestNode node = TestNode.start(folder, "media.loops = 2")) {
            for (int i = 0; i < CALLS; i++) {
                calls.add(call(node));
            }
            for (int i = 0; i < OPERATIONS; i++) {
                operate(node, i);
            }
            for (Call call : calls) {
                call.end();
                List<String> names = call.socket().namesUntil("hangup");
                assertThat(names.stream().filter("trackStart"::equals))
                        .as("tracks of %s that end", call.id())
                        .hasSameSizeAs(names.stream().filter("trackEnd"::equals).toList());
            }
            await("nothing left").untilAsserted(() -> {
                JsonNode status = node.status();
                assertThat(status.at("/calls/running").asInt()).isZero();
                assertThat(status.at("/media/sessions").asInt()).isZero();
                assertThat(status.at("/bridge/calls").asInt()).isZero();
                assertThat(status.at("/bridge/rooms").asInt()).isZero();
            });
        }
    }

    private void operate(TestNode node, int number) throws Exception {
        int index = random.nextInt(CALLS);
        Call call = calls.get(index);
        String other = calls.get(random.nextInt(CALLS)).id();
        String room = "room-" + random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0, 1 -> call.socket().send(bridge(number, "'targetSessionId':'" + other + "'"));
            case 2 -> call.socket().send(bridge(number, "'room':'" + room + "'"));
            case 3 -> call.socket().send(bridge(number, "'room':'" + room + "','role':'whisper','to':'" + other + "'"));
            case 4 -> call.socket().send("{'command':'unbridge','id':'" + number + "'}");
            default -> {
                call.end();
                call.socket().await("hangup");
                calls.set(index, call(node));
            }
        }
    }

    private static String bridge(int id, String to) {
        return "{'command':'bridge','id':'" + id + "'," + to + "}";
    }

    private Call call(TestNode node) throws Exception {
        String id = "call-" + made++;
        SocketClient socket = node.connect("/ws?id=" + id);
        socket.send("{'command':'invite','option':{}}");
        return new Call(id, socket);
    }
}
