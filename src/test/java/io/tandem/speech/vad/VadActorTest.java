package io.tandem.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.tandem.call.CallActor;
import io.tandem.call.VadOptions;
import io.tandem.call.VoiceActivity;
import io.tandem.media.Audio;
import io.tandem.speech.FakeMediaSession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From frames of a session to reports to the call. */
class VadActorTest {
    private static final ActorTestKit kit = ActorTestKit.create();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final FakeMediaSession session = new FakeMediaSession();
    private final TestProbe<CallActor.Message> call = kit.createTestProbe();
    private final VadEngines engines = VadEngines.open(
            new VadSettings(VadSettings.Engine.ENERGY, Path.of("models/none.onnx"), Duration.ofMillis(10)));

    @AfterEach
    void closeEngines() {
        engines.close();
    }

    @AfterAll
    static void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void reportsSpeechAndItsEndInWallClockTime() {
        start("nop");
        slots(16, 0);
        slots(16, 500);
        slots(16, 0);

        VoiceActivity.SpeechStarted speech = call.expectMessageClass(VoiceActivity.SpeechStarted.class);
        assertThat(speech).isEqualTo(new VoiceActivity.SpeechStarted(NOON.plusMillis(320), 1.0));
        VoiceActivity.SilenceNoticed silence = call.expectMessageClass(VoiceActivity.SilenceNoticed.class);
        assertThat(silence).isEqualTo(new VoiceActivity.SilenceNoticed(NOON.plusMillis(320), Duration.ofMillis(320)));
    }

    @Test
    void saysOnceThatTheAskedDetectorIsNotUsed() {
        start("ten");

        assertThat(call.expectMessageClass(VoiceActivity.Degraded.class).error())
                .isEqualTo("vad.type: ten (expected: silero, webrtc, energy or nop); using energy");
        call.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void takesSileroForTheBestThereIs() {
        start("silero");

        call.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void isStillAfterStop() {
        ActorRef<VoiceActivity.Command> actor = start("nop");
        actor.tell(new VoiceActivity.Stop());
        await().until(() -> session.commands().contains("removeTap"));
        slots(16, 500);

        assertThat(session.taps()).isZero();
        call.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void removesItsTapWhenTheActorStops() {
        ActorRef<VoiceActivity.Command> actor = start("nop");

        kit.stop(actor);
        session.slot();

        assertThat(session.taps()).isZero();
    }

    @Test
    void namesTheMissingModel() {
        try (VadEngines auto = VadEngines.open(
                new VadSettings(VadSettings.Engine.AUTO, Path.of("models/none.onnx"), Duration.ofMillis(10)))) {
            assertThat(auto.describe()).contains("(silero: model file models/none.onnx not found");
        }
        assertThat(engines.describe()).isEqualTo("energy");
    }

    @Test
    void goesOnWithAnotherModelWhenOneBreaks() {
        VadEngines auto =
                VadEngines.open(new VadSettings(VadSettings.Engine.WEBRTC, Path.of("none"), Duration.ofMillis(10)));
        SpeechModel before = auto.choose("silero").model();

        auto.broken(before, "it broke");

        assertThat(auto.choose("silero").model().name()).isEqualTo("energy");
        assertThat(auto.describe()).startsWith("energy");
        auto.close();
    }

    private ActorRef<VoiceActivity.Command> start(String type) {
        ActorRef<VoiceActivity.Command> actor =
                kit.spawn(VadActor.create(call.ref(), session, engines, Clock.fixed(NOON, ZoneOffset.UTC)));
        actor.tell(new VoiceActivity.Start(
                new VadOptions(type, 0.5, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ZERO)));
        await().until(() -> session.commands().contains("addTap"));
        return actor;
    }

    private void slots(int count, int sample) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) sample);
        for (int i = 0; i < count; i++) {
            session.slot(frame);
        }
    }
}
