package io.tandem.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import io.tandem.tool.Espeak;
import io.tandem.tool.RequiresTool;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitDetectorTest {
    private static final String KEYS = "123A456B789C*0#D";
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final int MILLI = Audio.SAMPLE_RATE / 1000;

    private final DigitDetector detector = new DigitDetector();

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 100, 160, 1000})
    void hearsEveryKeyOnceHoweverLongItIsPressed(int millis) {
        assertThat(heard(sequence(KEYS, millis, 60, 3_000))).isEqualTo(KEYS);
    }

    @Test
    void hearsTheSameKeyAgainAfterAPauseOf40Milliseconds() {
        assertThat(heard(sequence("5555", 100, 40, 3_000))).isEqualTo("5555");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_000, 10_000})
    void hearsQuietAndLoudKeys(int amplitude) {
        assertThat(heard(sequence("159#", 100, 70, amplitude))).isEqualTo("159#");
    }

    @Test
    void hearsKeysWhileTheToneOfTheOneHandIsTwiceTheOther() {
        short[] pcm = sequence("7", 100, 70, 3_000);
        addTone(pcm, 0, 100 * MILLI, 852, 3_000);
        assertThat(heard(pcm)).isEqualTo("7");
    }

    @Test
    void hearsKeysBetweenOtherSound() {
        short[] pcm = sequence("159#", 100, 100, 3_000);
        for (int key = 0; key < 4; key++) {
            addTone(pcm, (200 * key + 110) * MILLI, 80 * MILLI, 400, 5_000);
        }
        assertThat(heard(pcm)).isEqualTo("159#");
    }

    @Test
    void hearsKeysInNoise() {
        short[] pcm = sequence(KEYS, 100, 70, 3_000);
        Random random = new Random(1);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] += (short) (random.nextGaussian() * 300);
        }
        assertThat(heard(pcm)).isEqualTo(KEYS);
    }

    @Test
    void saysWhileAToneLasts() {
        short[] tone = sequence("8", 100, 100, 3_000);
        detector.accept(Arrays.copyOfRange(tone, 0, Audio.FRAME_SAMPLES));
        detector.accept(Arrays.copyOfRange(tone, Audio.FRAME_SAMPLES, 2 * Audio.FRAME_SAMPLES));
        assertThat(detector.hearsTone()).isTrue();
        for (int i = 0; i < 3; i++) {
            detector.accept(new short[Audio.FRAME_SAMPLES]);
        }
        assertThat(detector.hearsTone()).isFalse();
    }

    @Test
    void hearsNothingInSilenceNoiseAndSingleTones() {
        assertThat(heard(new short[Audio.SAMPLE_RATE])).isEmpty();
        Random random = new Random(2);
        short[] noise = new short[10 * Audio.SAMPLE_RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3_000);
        }
        assertThat(heard(noise)).isEmpty();
        for (int hertz = 100; hertz < 4_000; hertz += 10) {
            short[] tone = new short[Audio.SAMPLE_RATE / 5];
            addTone(tone, 0, tone.length, hertz, 5_000);
            assertThat(heard(tone)).as(hertz + " Hz").isEmpty();
        }
    }

    @Test
    @RequiresTool("espeak-ng")
    void doesNotTakeSpeechForDigits() throws Exception {
        String text =
                "One two three four five six seven eight nine zero. She sells sea shells by the sea shore, and the shells she sells are sea shells."
                        + " How now brown cow. Please hold the line, your call is important to us. Ooh, aah, eee, mmm, hello, yes, no, maybe.";
        for (String voice : new String[] {"en", "en+f3", "en+m7", "de", "fr+f2", "zh"}) {
            assertThat(heard(Espeak.speak(text, voice, Audio.SAMPLE_RATE)))
                    .as(voice)
                    .isEmpty();
        }
    }

    private String heard(short[] pcm) {
        StringBuilder digits = new StringBuilder();
        for (int start = 0; start + Audio.FRAME_SAMPLES <= pcm.length; start += Audio.FRAME_SAMPLES) {
            char digit = detector.accept(Arrays.copyOfRange(pcm, start, start + Audio.FRAME_SAMPLES));
            if (digit != DigitDetector.NONE) {
                digits.append(digit);
            }
        }
        return digits.toString();
    }

    private static short[] sequence(String keys, int toneMillis, int pauseMillis, int amplitude) {
        int step = (toneMillis + pauseMillis) * MILLI;
        short[] pcm = new short[keys.length() * step + Audio.SAMPLE_RATE / 10];
        for (int i = 0; i < keys.length(); i++) {
            int key = KEYS.indexOf(keys.charAt(i));
            addTone(pcm, i * step, toneMillis * MILLI, ROWS[key / 4], amplitude);
            addTone(pcm, i * step, toneMillis * MILLI, COLUMNS[key % 4], amplitude);
        }
        return pcm;
    }

    private static void addTone(short[] pcm, int start, int count, int hertz, int amplitude) {
        for (int i = start; i < start + count; i++) {
            pcm[i] += (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / Audio.SAMPLE_RATE));
        }
    }
}
