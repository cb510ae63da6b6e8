package io.tandem.frontend.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final InOrder inOrder = new InOrder(threads::add);
    private final List<String> sent = new ArrayList<>();

    @Test
    void oneThreadAtATimeTakesThePieces() {
        inOrder.execute(() -> sent.add("ACK"));
        inOrder.execute(() -> sent.add("BYE"));
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(sent).containsExactly("ACK", "BYE");
    }

    @Test
    void aPieceThatComesMeanwhileIsTakenBeforeTheThreadGoes() {
        inOrder.execute(() -> inOrder.execute(() -> sent.add("BYE")));
        threads.remove().run();
        assertThat(sent).containsExactly("BYE");
        assertThat(threads).isEmpty();
    }

    @Test
    void aThreadIsAskedForAgainAfterTheLastPiece() {
        inOrder.execute(() -> sent.add("ACK"));
        threads.remove().run();
        inOrder.execute(() -> sent.add("BYE"));
        threads.remove().run();
        assertThat(sent).containsExactly("ACK", "BYE");
    }

    @Test
    void aPieceThatFailsKeepsNobodyWaiting() {
        inOrder.execute(() -> {
            throw new IllegalStateException("no way out");
        });
        inOrder.execute(() -> sent.add("BYE"));
        threads.remove().run();
        assertThat(sent).containsExactly("BYE");
    }
}
