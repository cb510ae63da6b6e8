package io.tandem.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.Audio;
import io.tandem.tool.Tones;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedAudioTest {
    private static final int SLOT = Audio.FRAME_SAMPLES;

    private final ReceivedFrames frames = new ReceivedFrames();
    private final ReceivedAudio audio = new ReceivedAudio(frames);
    private int written;

    @ParameterizedTest
    @CsvSource({"8000, 1", "16000, 1", "48000, 1", "48000, 2", "44100, 1"})
    void playsEveryRateAsTheEnginesOwn(int rate, int channels) {
        short[] heard = new short[100 * SLOT];
        frame(rate, channels);
        for (int slot = 0; slot < 100; slot++) {
            frame(rate, channels);
            frame(rate, channels);
            short[] pcm = new short[SLOT];
            audio.read(pcm);
            System.arraycopy(pcm, 0, heard, slot * SLOT, SLOT);
        }
        short[] settled = Arrays.copyOfRange(heard, 20 * SLOT, heard.length);
        assertThat(Tones.purity(settled, Audio.SAMPLE_RATE, 1_000)).isGreaterThan(0.98);
        assertThat(Tones.rms(settled)).isBetween(5_300.0, 5_900.0);
    }

    @Test
    void waitsForThreeFramesBeforeItPlays() {
        short[] pcm = new short[SLOT];
        frame(16_000, 1);
        frame(16_000, 1);
        assertThat(audio.read(pcm)).isFalse();
        assertThat(pcm).containsOnly(0);
        frame(16_000, 1);
        assertThat(audio.read(pcm)).isTrue();
    }

    @Test
    void goesOnWithTheLastPitchWhereAFrameIsMissingAndThenFallsSilent() {
        short[] pcm = new short[SLOT];
        for (int slot = 0; slot < 20; slot++) {
            frame(16_000, 1);
            frame(16_000, 1);
            audio.read(pcm);
        }
        audio.read(pcm);
        assertThat(audio.read(pcm)).isTrue();
        assertThat(Tones.purity(pcm, Audio.SAMPLE_RATE / 2, 500)).isGreaterThan(0.9);
        for (int slot = 0; slot < 5; slot++) {
            audio.read(pcm);
        }
        assertThat(audio.read(pcm)).isFalse();
        assertThat(pcm).containsOnly(0);
    }

    @Test
    void catchesUpAfterAStandstill() {
        for (int i = 0; i < 15; i++) {
            frame(16_000, 1);
        }
        audio.read(new short[SLOT]);
        assertThat(frames.available()).isLessThan(3);
    }

    @Test
    void countsFramesThatNobodyTookAndThoseOfAnUnknownFormat() {
        for (int i = 0; i < 20; i++) {
            frame(16_000, 1);
        }
        assertThat(frames.lost()).isEqualTo(4);
        frames.onData(new byte[10], 16, 48_000, 1, 480);
        frames.onData(new byte[960], 8, 48_000, 1, 480);
        frames.onData(new byte[960], 16, 48_000, 6, 80);
        assertThat(frames.lost()).isEqualTo(7);
    }

    /** 10 ms of 1000 Hz. */
    private void frame(int rate, int channels) {
        int samples = rate / 100;
        byte[] bytes = new byte[samples * channels * 2];
        for (int i = 0; i < samples * channels; i++) {
            int sample = (int) (8_000 * Math.sin(2 * Math.PI * 1_000 * (written + i / channels) / rate));
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        written += samples;
        frames.onData(bytes, 16, rate, channels, samples);
    }
}
