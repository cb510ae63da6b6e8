package io.tandem.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tandem.media.codec.Codecs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioTest {

    @Test
    void measuresLevelAndFrequencyOfTheLoudestSecond() {
        short[] pcm = new short[24_000];
        System.arraycopy(Prompt.sine(700, 1).samples(8_000), 0, pcm, 9_000, 8_000);

        CallReport report = CallReport.of(pcm, 8_000, 150, 0);

        assertThat(report.hertz()).isCloseTo(700, within(5.0));
        assertThat(report.levelDb()).isCloseTo(-15, within(0.5));
        assertThat(report.audible()).isTrue();
    }

    @Test
    void tellsSilenceFromNothing() {
        assertThat(CallReport.of(new short[8_000], 8_000, 50, 0).text()).startsWith("only silence came back");
        assertThat(CallReport.of(new short[0], 8_000, 0, 0).text()).startsWith("nothing came back");
    }

    @Test
    void whatWasWrittenCanBeSaidAgainAtAnotherRate(@TempDir Path folder) throws PhoneException {
        Path file = folder.resolve("tone.wav");
        WavFile.write(file, Prompt.sine(500, 1).samples(16_000), 16_000);

        short[] half = WavFile.prompt(file).samples(8_000);

        assertThat(CallReport.of(half, 8_000, 50, 0).hertz()).isCloseTo(500, within(5.0));
        assertThat(half.length).isCloseTo(8_000, within(200));
    }

    @Test
    void refusesAFileThatIsNoWav(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.wav"), "no audio at all");

        assertThatThrownBy(() -> WavFile.prompt(file)).hasMessageContaining("(expected: a WAV file)");
    }

    @Test
    void silenceFollowsThePrompt() {
        Microphone microphone = new Microphone(rate -> new short[] {1_000, 1_000}, Codecs.PCMU);
        byte[] frame = new byte[160];

        assertThat(microphone.next(frame, 0)).isEqualTo(160);
        assertThat(frame[0]).isNotEqualTo((byte) 0xFF);
        microphone.next(frame, 0);
        assertThat(frame).containsOnly(0xFF);
    }
}
