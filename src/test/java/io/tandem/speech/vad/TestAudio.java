package io.tandem.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.file.AudioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Audio to try detectors on, and the model to try. */
final class TestAudio {

    private TestAudio() {}

    /** Real words by espeak-ng at 16 kHz; without the tool the test is skipped, or fails where tools are required. */
    static short[] speech(Path folder) throws Exception {
        Path file = folder.resolve("speech.wav");
        String text =
                "Good morning, this is a call about the delivery of your parcel, which is going to arrive tomorrow.";
        Process espeak;
        try {
            espeak = new ProcessBuilder("espeak-ng", "-w", file.toString(), text).start();
        } catch (java.io.IOException e) {
            if (Boolean.getBoolean("tandem.tools.required")) {
                throw e;
            }
            Assumptions.abort("espeak-ng is not installed");
            throw e;
        }
        assertThat(espeak.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return AudioFile.decode(Files.readAllBytes(file), "speech.wav", 60 * 16_000)
                .samples();
    }

    static short[] noise(int samples, int amplitude) {
        Random random = new Random(1);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (random.nextGaussian() * amplitude);
        }
        return noise;
    }

    /** {@code tandem.vad.model}, or the model beside the checkout; without it the test is skipped. */
    static Path model() {
        String given = System.getProperty("tandem.vad.model");
        if (given != null) {
            return Path.of(given);
        }
        Optional<Path> found = Optional.empty();
        for (Path p = Path.of("").toAbsolutePath(); p != null && found.isEmpty(); p = p.getParent()) {
            found = Optional.of(p.resolve("shared/models/silero_vad.onnx")).filter(Files::exists);
        }
        Assumptions.assumeTrue(
                found.isPresent(), "no Silero model: neither -Dtandem.vad.model nor ../shared/models/silero_vad.onnx");
        return found.get();
    }

    /** Share of the windows of {@code pcm} that a new stream of {@code model} takes for speech. */
    static double activity(SpeechModel model, short[] pcm) throws Exception {
        VadWindow[] window = {new VadWindow()};
        int active = 0;
        int windows = pcm.length / VadWindow.SAMPLES;
        try (SpeechModel.Memory memory = model.open()) {
            window[0].memory = memory;
            for (int i = 0; i < windows; i++) {
                System.arraycopy(pcm, i * VadWindow.SAMPLES, window[0].pcm, 0, VadWindow.SAMPLES);
                model.judge(window, 1);
                active += window[0].probability > 0.5 ? 1 : 0;
            }
        }
        return active / (double) windows;
    }
}
