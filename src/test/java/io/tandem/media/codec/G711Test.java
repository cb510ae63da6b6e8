package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void everyCodeSurvivesARoundTrip() {
        for (AudioCodec codec : new AudioCodec[] {Codecs.PCMU, Codecs.PCMA}) {
            byte[] codes = new byte[256];
            for (int code = 0; code < 256; code++) {
                codes[code] = (byte) code;
            }
            short[] linear = new short[256];
            byte[] again = new byte[256];
            codec.decoder().get().decode(codes, 0, 256, linear, 0);
            codec.encoder().get().encode(linear, 0, 256, again, 0);
            if (codec == Codecs.PCMU) {
                codes[0x7F] = (byte) 0xFF; // µ-law has a second zero, which is sent as the first
            }
            assertThat(again).as(codec.name()).isEqualTo(codes);
        }
    }

    @Test
    void decodesTheKnownValuesOfTheRecommendation() {
        assertThat(decode(Codecs.PCMU, 0x00, 0x80, 0x7F, 0xFF, 0xEF, 0x0F))
                .containsExactly(-32124, 32124, 0, 0, 132, -16764);
        assertThat(decode(Codecs.PCMA, 0x2A, 0xAA, 0x55, 0xD5)).containsExactly(-32256, 32256, -8, 8);
    }

    @Test
    void encodesTheKnownValuesOfTheRecommendation() {
        assertThat(encode(Codecs.PCMU, 0, -1, 32767, -32768, 1000)).containsExactly(0xFF, 0x7F, 0x80, 0x00, 0xCE);
        assertThat(encode(Codecs.PCMA, 0, -1, 32767, -32768, 1000)).containsExactly(0xD5, 0x55, 0xAA, 0x2A, 0xFA);
    }

    @Test
    void everySampleComesBackWithinHalfAStepOfItsSegment() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int magnitude = Math.abs(sample);
            int tolerance = Math.max(8, (magnitude + 132) / 32 + 4) + (magnitude > 32_124 ? 512 : 0);
            assertThat(roundTrip(Codecs.PCMU, sample)).isBetween(sample - tolerance, sample + tolerance);
            assertThat(roundTrip(Codecs.PCMA, sample)).isBetween(sample - tolerance, sample + tolerance);
        }
    }

    private static int roundTrip(AudioCodec codec, int sample) {
        return decode(codec, encode(codec, sample)[0])[0];
    }

    private static int[] decode(AudioCodec codec, int... codes) {
        byte[] payload = new byte[codes.length];
        int[] samples = new int[codes.length];
        short[] pcm = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            payload[i] = (byte) codes[i];
        }
        codec.decoder().get().decode(payload, 0, payload.length, pcm, 0);
        for (int i = 0; i < codes.length; i++) {
            samples[i] = pcm[i];
        }
        return samples;
    }

    private static int[] encode(AudioCodec codec, int... samples) {
        short[] pcm = new short[samples.length];
        byte[] payload = new byte[samples.length];
        int[] codes = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pcm[i] = (short) samples[i];
        }
        codec.encoder().get().encode(pcm, 0, pcm.length, payload, 0);
        for (int i = 0; i < samples.length; i++) {
            codes[i] = payload[i] & 0xFF;
        }
        return codes;
    }
}
