package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.speech.FakeMediaSession;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExchangeMemoryTest {
    private static final int CALLS = 20;

    private final Exchange exchange = new Exchange(new BridgeSettings(CALLS));
    private final List<WeakReference<Object>> gone = new ArrayList<>();

    /** Calls that were joined in every way, each with sessions that still run when another's has ended. */
    @Test
    void keepsNothingOfCallsThatHaveEnded() {
        FakeMediaSession survivor = new FakeMediaSession();
        Line survivorsLine = exchange.open("survivor", survivor, new Silent());
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            joinAndEnd(random, survivorsLine);
            survivor.slot();
        }
        assertThat(exchange.load()).isEqualTo(new Exchange.Load(0, 0, 0));
        await("lines and sessions to be collected").untilAsserted(() -> {
            System.gc();
            assertThat(gone).hasSize(2 * 10 * CALLS).allMatch(call -> call.get() == null);
        });
        assertThat(survivor.taps()).isEqualTo(1);
    }

    private void joinAndEnd(Random random, Line survivor) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            FakeMediaSession session = new FakeMediaSession();
            Line line = exchange.open("call-" + i, session, new Silent());
            lines.add(line);
            gone.add(new WeakReference<>(session));
            gone.add(new WeakReference<>(line));
        }
        for (int i = 0; i < 200; i++) {
            Line line = i % 10 == 0 ? survivor : lines.get(random.nextInt(CALLS));
            String other = "call-" + random.nextInt(CALLS);
            switch (random.nextInt(5)) {
                case 0, 1 -> exchange.join(line, new BridgeTarget.Call(other));
                case 2 -> exchange.join(line, new BridgeTarget.Room("r", Role.TALK, null));
                case 3 -> exchange.join(line, new BridgeTarget.Room("r", Role.WHISPER, other));
                default -> exchange.part(line, null);
            }
        }
        lines.forEach(exchange::close);
        exchange.part(survivor, null);
    }

    private static final class Silent implements Line.Listener {
        @Override
        public void joined(String trackId, String label) {}

        @Override
        public void parted() {}
    }
}
