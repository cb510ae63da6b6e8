package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.impl.engine.ws.FrameEvent;
import akka.http.impl.engine.ws.FrameEvent$;
import akka.http.impl.engine.ws.FrameStart;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import scala.Option;

class SocketEndTest {

    private static final ActorTestKit KIT = ActorTestKit.create("socket-end");
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final FrameEvent FRAME = FrameEvent$.MODULE$.closeFrame(1000, "", Option.empty());

    private final CompletableFuture<Void> replaced = new CompletableFuture<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void closesAReplacedSocketWithACodeOfItsOwn() throws Exception {
        CompletionStage<List<FrameEvent>> frames = Source.<FrameEvent>maybe()
                .via(new SocketEnd(replaced, () -> false, PATIENCE))
                .runWith(Sink.seq(), KIT.system());

        replaced.complete(null);

        List<FrameEvent> sent = frames.toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(sent).hasSize(1);
        FrameStart close = (FrameStart) sent.get(0);
        assertThat(close.data().take(2).iterator().getShort(java.nio.ByteOrder.BIG_ENDIAN))
                .isEqualTo((short) SocketEnd.REPLACED);
    }

    @Test
    void cutsAClientOffThatReadsNothingAfterTheEndOfItsCall() {
        CompletionStage<Done> end = stalled(true);

        assertThatThrownBy(() -> end.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("took nothing for PT0.3S");
    }

    @Test
    void cutsAClientOffThatIsReplacedAndReadsNothing() {
        CompletionStage<Done> end = stalled(false);
        replaced.complete(null);

        assertThatThrownBy(() -> end.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("took nothing for PT0.3S");
    }

    private CompletionStage<Done> stalled(boolean callOver) {
        return Source.repeat(FRAME)
                .via(new SocketEnd(replaced, () -> callOver, PATIENCE))
                .watchTermination(Keep.right())
                .to(Sink.fromSubscriber(new NeverAsks()))
                .run(KIT.system());
    }

    /** A socket whose peer reads nothing. */
    private static final class NeverAsks implements Subscriber<FrameEvent> {
        @Override
        public void onSubscribe(Subscription subscription) {
            // Asks for nothing.
        }

        @Override
        public void onNext(FrameEvent frame) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
