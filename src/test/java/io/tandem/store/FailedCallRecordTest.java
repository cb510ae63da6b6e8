package io.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSettings;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Command;
import io.tandem.call.LiveCall;
import io.tandem.call.QualityFeed;
import io.tandem.call.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call whose own actor fails still leaves its record, with what was known. */
class FailedCallRecordTest {
    private final ActorTestKit kit = ActorTestKit.create();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void aFailedCallLeavesItsRecord() {
        StoreSettings settings = new StoreSettings(
                "jdbc:h2:file:" + folder.resolve("records"), "tandem", "", 2, 0, 10, folder.resolve("waiting.jsonl"));
        try (CallRecords records = CallRecords.open(settings, "node", Clock.systemUTC())) {
            ActorRef<CallRegistry.Message> registry = kit.spawn(CallRegistry.create(
                    new CallSettings(10, Duration.ofSeconds(1), 10), Clock.systemUTC(), count -> {}, records::started));
            TestProbe<CallRegistry.SpawnResult> probe = kit.createTestProbe();
            registry.tell(new CallRegistry.Spawn(broken(), probe.getRef()));
            LiveCall call = ((CallRegistry.Spawned) probe.receiveMessage()).call();
            call.actor().tell(new CallActor.Execute(new Command.Invite(CallOptions.NONE), null, null));
            call.actor().tell(new Transport.Answered("", "PCMU"));
            call.actor()
                    .tell(new CallActor.Execute(
                            new Command.Play("x.wav", null, false, Duration.ZERO, Duration.ZERO), null, null));

            await("its record").until(() -> records.load().written() == 1);
            CallRecord record =
                    records.find("broken").toCompletableFuture().join().orElseThrow();
            assertThat(record.hangupText()).isEqualTo("the call failed");
            assertThat(record.sipStatus()).isEqualTo(500);
            assertThat(record.answerTime()).isNotNull();
            assertThat(record.codec()).isEqualTo("PCMU");
        }
    }

    private static CallSpec broken() {
        return CallSpec.started(
                "broken",
                CallType.WEB_SOCKET,
                new Children(
                        call -> Behaviors.ignore(),
                        call -> {
                            throw new IllegalStateException("made by a test");
                        },
                        call -> Behaviors.ignore(),
                        call -> Behaviors.ignore(),
                        call -> Behaviors.ignore(),
                        List.of(),
                        AudioFeed.NONE,
                        QualityFeed.NONE));
    }
}
