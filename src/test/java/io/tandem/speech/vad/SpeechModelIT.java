package io.tandem.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tandem.media.webrtc.WebRtcLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detectors on real speech, silence and noise. */
class SpeechModelIT {
    private static final int TEN_SECONDS = 160_000;

    @TempDir
    private Path temp;

    private final VadWorker worker = new VadWorker(Duration.ofMillis(10));

    @AfterEach
    void closeWorker() {
        worker.close();
    }

    @Test
    void sileroTellsSpeechFromSilenceAndNoise() throws Exception {
        Path file = TestAudio.model();
        short[] speech = TestAudio.speech(temp);

        assertThat(onWorker(() -> TestAudio.activity(SileroVad.load(file), speech)))
                .isGreaterThan(0.6);
        assertThat(onWorker(() -> TestAudio.activity(SileroVad.load(file), new short[TEN_SECONDS])))
                .isZero();
        assertThat(onWorker(() -> TestAudio.activity(SileroVad.load(file), TestAudio.noise(TEN_SECONDS, 600))))
                .isLessThan(0.05);
    }

    @Test
    void sileroSaysTheSameOfABatchAsOfEachAlone() throws Exception {
        Path file = TestAudio.model();
        short[] speech = TestAudio.speech(temp);
        onWorker(() -> {
            SileroVad silero = SileroVad.load(file);
            int calls = SileroVad.MAX_BATCH;
            VadWindow[] batch = new VadWindow[calls];
            VadWindow[] alone = new VadWindow[calls];
            for (int call = 0; call < calls; call++) {
                batch[call] = new VadWindow();
                batch[call].memory = silero.open();
                alone[call] = new VadWindow();
                alone[call].memory = silero.open();
            }
            // Every call is somewhere else in the text; the batch shrinks as calls end.
            for (int step = 0; step < 40; step++) {
                int count = calls - step / 2;
                for (int call = 0; call < count; call++) {
                    int from = (call * 3 + step) * VadWindow.SAMPLES;
                    System.arraycopy(speech, from, batch[call].pcm, 0, VadWindow.SAMPLES);
                    System.arraycopy(speech, from, alone[call].pcm, 0, VadWindow.SAMPLES);
                    silero.judge(new VadWindow[] {alone[call]}, 1);
                }
                silero.judge(batch, count);
                for (int call = 0; call < count; call++) {
                    assertThat(batch[call].probability).isCloseTo(alone[call].probability, within(1e-4f));
                }
            }
            return null;
        });
    }

    @Test
    void webRtcTellsSpeechFromSilenceAndNoise() throws Exception {
        WebRtcLibrary.whyUnavailable().ifPresent(why -> Assumptions.abort(why));
        short[] speech = TestAudio.speech(temp);

        assertThat(onWorker(() -> TestAudio.activity(new WebRtcVad(), speech))).isGreaterThan(0.4);
        assertThat(onWorker(() -> TestAudio.activity(new WebRtcVad(), new short[TEN_SECONDS])))
                .isLessThan(0.05);
        assertThat(onWorker(() -> TestAudio.activity(new WebRtcVad(), TestAudio.noise(TEN_SECONDS, 600))))
                .isLessThan(0.05);
    }

    @Test
    void energyTellsSpeechFromSteadyNoise() throws Exception {
        short[] speech = TestAudio.speech(temp);
        short[] noise = TestAudio.noise(speech.length, 100);
        short[] both = new short[2 * speech.length];
        for (int i = 0; i < speech.length; i++) {
            both[i] = noise[i];
            both[speech.length + i] = (short) Math.max(-32768, Math.min(32767, speech[i] + noise[i]));
        }

        double silent = TestAudio.activity(new EnergyVad(), noise);
        double half = TestAudio.activity(new EnergyVad(), both);

        assertThat(silent).isLessThan(0.05);
        assertThat(half).isBetween(0.2, 0.5);
    }

    private <T> T onWorker(Callable<T> work) throws Exception {
        return worker.call(work).get(60, TimeUnit.SECONDS);
    }
}
