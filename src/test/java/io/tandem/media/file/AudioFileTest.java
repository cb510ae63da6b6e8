package io.tandem.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tandem.media.codec.Codecs;
import io.tandem.media.codec.Tones;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFileTest {

    private static final long MINUTE = 60L * PcmClip.SAMPLE_RATE;
    private static final double AMPLITUDE = 12_000;

    @ParameterizedTest
    @CsvSource({
        "1,8,1,8000",
        "1,16,1,16000",
        "1,16,2,44100",
        "1,24,1,48000",
        "1,24,6,22050",
        "1,32,2,16000",
        "1,16,1,4000",
        "1,16,1,11025",
        "1,16,1,192000",
        "1,16,1,12345",
        "3,32,1,24000",
        "3,64,2,32000",
        "1,16,33,8000"
    })
    void decodesEveryKindOfWav(int tag, int bits, int channels, int rate) throws Exception {
        assertTone(decode(WavBytes.tone(tag, bits, channels, rate, 440, AMPLITUDE)), 440);
    }

    @Test
    void decodesCompandedWav() throws Exception {
        short[] tone = Tones.sine(440, AMPLITUDE, 8_000, 8_000);
        byte[] codes = new byte[8_000];
        Codecs.PCMA.encoder().get().encode(tone, 0, 8_000, codes, 0);
        assertTone(
                decode(new WavBytes()
                        .format(6, 8, 1, 8_000)
                        .chunk("data", 8_000, codes)
                        .build()),
                440);
        Codecs.PCMU.encoder().get().encode(tone, 0, 8_000, codes, 0);
        assertTone(
                decode(new WavBytes()
                        .format(7, 8, 1, 8_000)
                        .chunk("data", 8_000, codes)
                        .build()),
                440);
    }

    @Test
    void keepsSamplesThatAreInTheRightFormatAlready() throws Exception {
        byte[] wav = new WavBytes()
                .format(1, 16, 1, 16_000)
                .chunk("data", 6, (byte) 1, (byte) 0, (byte) -1, (byte) -1, (byte) 0, (byte) 0x80)
                .build();
        assertThat(decode(wav).samples()).containsExactly(1, -1, -32_768);
    }

    @Test
    void findsTheAudioOfAnExtensibleFileAmongOddSizedChunks() throws Exception {
        byte[] wav = new WavBytes()
                .chunk("JUNK", 3, new byte[4])
                .extensibleFormat(3, 32, 2, 48_000)
                .chunk("LIST", 5, new byte[6])
                .data(3, 32, 2, 48_000, 440, AMPLITUDE)
                .chunk("id3 ", 2, new byte[2])
                .build();
        assertTone(decode(wav), 440);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7FFF_FFFF})
    void believesTheFileRatherThanAHeaderWrittenBeforeTheEndWasKnown(int size) throws Exception {
        byte[] wav = WavBytes.tone(1, 16, 1, 16_000, 440, AMPLITUDE);
        for (int i = 0; i < 4; i++) {
            wav[40 + i] = (byte) (size >> 8 * i);
        }
        assertTone(decode(wav), 440);
    }

    @Test
    void floatsBeyondFullScaleAreLimitedAndNoNumberIsSilence() throws Exception {
        byte[] content = new byte[12];
        java.nio.ByteBuffer.wrap(content)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putFloat(9e9f)
                .putFloat(Float.NaN)
                .putFloat(Float.NEGATIVE_INFINITY);
        byte[] wav = new WavBytes()
                .format(3, 32, 1, 16_000)
                .chunk("data", 12, content)
                .build();
        assertThat(decode(wav).samples()).containsExactly(32_767, 0, -32_768);
    }

    @Test
    void decodesMp3WhateverItsName() throws Exception {
        PcmClip clip = decode(mp3());
        assertThat(clip.durationMillis()).isBetween(500L, 600L); // the encoder pads to whole frames
        double level = Tones.amplitude(clip.samples(), 2_000, 7_000, 440, PcmClip.SAMPLE_RATE);
        assertThat(Tones.decibel(level / 10_000)).isCloseTo(0, within(0.5));
        assertThat(Tones.rms(clip.samples(), 2_000, 7_000)).isCloseTo(10_000 / Math.sqrt(2), within(300.0));
    }

    @Test
    void statesWhatIsWrong() throws Exception {
        assertRefused(
                "OggS....".getBytes(), "format of prompt: it starts with 0x4f6767532e2e2e2e (expected: WAV or MP3)");
        assertRefused(new byte[0], "format of prompt: it starts with 0x (expected: WAV or MP3)");
        assertRefused(WavBytes.tone(2, 16, 1, 8_000, 440, 1), "WAV encoding: format 2 with 16 bits (expected: PCM of");
        assertRefused(WavBytes.tone(1, 16, 1, 1_000, 440, 1), "sample rate: 1000 (expected: 4000 to 192000 Hz)");
        assertRefused(new WavBytes().format(1, 16, 0, 8_000).build(), "WAV channels: 0 (expected: at least 1)");
        assertRefused(new WavBytes().format(1, 16, 1, 8_000).build(), "it ends without audio");
        assertRefused(new WavBytes().chunk("data", 4, new byte[4]).build(), "audio before its format");
        assertRefused("ID3\3\0\0\177\177\177\177".getBytes(), "ID3 tag: 268435455 bytes");
        assertThatThrownBy(() -> AudioFile.decode(new byte[5_000], "x.MP3", MINUTE))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("no frame");
    }

    @Test
    void refusesAudioLongerThanAllowed() throws Exception {
        byte[] wav = WavBytes.tone(1, 16, 1, 16_000, 440, AMPLITUDE);
        assertThat(AudioFile.decode(wav, "a.wav", 16_000).durationMillis()).isEqualTo(1_000);
        assertThatThrownBy(() -> AudioFile.decode(wav, "a.wav", 15_999))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("duration");
        assertThatThrownBy(() -> AudioFile.decode(mp3(), "a.mp3", 4_000)).isInstanceOf(AudioFormatException.class);
    }

    @Property(tries = 500)
    void mutatedFilesAreDecodedOrRefused(@ForAll long randomness, @ForAll @IntRange(min = 1, max = 20) int mutations)
            throws Exception {
        Random random = new Random(randomness);
        byte[] file =
                switch (random.nextInt(3)) {
                    case 0 -> mp3();
                    case 1 -> WavBytes.tone(1, 24, 2, 4_000, 440, AMPLITUDE);
                    default ->
                        new WavBytes()
                                .extensibleFormat(3, 32, 1, 8_000)
                                .chunk("LIST", 1, new byte[2])
                                .data(3, 32, 1, 8_000, 440, AMPLITUDE)
                                .build();
                };
        for (int i = 0; i < mutations; i++) {
            int reach = random.nextBoolean() ? Math.min(80, file.length) : file.length;
            file[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        byte[] mutated = Arrays.copyOf(file, random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length);
        try {
            assertThat(AudioFile.decode(mutated, "prompt.mp3", MINUTE).samples().length)
                    .isLessThanOrEqualTo((int) MINUTE);
        } catch (AudioFormatException refused) {
            assertThat(refused.getMessage()).contains("expected: ");
        }
    }

    private static void assertTone(PcmClip clip, double hertz) {
        assertThat(clip.durationMillis()).isEqualTo(1_000);
        double level = Tones.amplitude(clip.samples(), 500, 15_500, hertz, PcmClip.SAMPLE_RATE);
        assertThat(Tones.decibel(level / AMPLITUDE)).isCloseTo(0, within(0.5));
        double all = Tones.rms(clip.samples(), 500, 15_500) * Math.sqrt(2);
        assertThat(Tones.decibel(all / level)).isCloseTo(0, within(0.1));
    }

    private static void assertRefused(byte[] data, String message) {
        assertThatThrownBy(() -> decode(data))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining(message);
    }

    private static PcmClip decode(byte[] data) throws AudioFormatException {
        return AudioFile.decode(data, "prompt", MINUTE);
    }

    private static byte[] mp3() throws Exception {
        try (InputStream in = AudioFileTest.class.getResourceAsStream("/audio/tone-440hz.mp3")) {
            return in.readAllBytes();
        }
    }
}
