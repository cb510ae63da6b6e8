package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecsTest {

    @Test
    void findsACodecByItsNameInAnyCaseAndByItsStaticNumber() {
        assertThat(Codecs.byName("pcmu")).containsSame(Codecs.PCMU);
        assertThat(Codecs.byName("G722")).containsSame(Codecs.G722);
        assertThat(Codecs.byName("pcm")).containsSame(Codecs.PCM_16K);
        assertThat(Codecs.byName("g729")).isEmpty();
        assertThat(Codecs.byStaticPayloadType(8)).containsSame(Codecs.PCMA);
        assertThat(Codecs.byStaticPayloadType(-1)).isEmpty();
        assertThat(Codecs.byStaticPayloadType(101)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU,300,34",
        "PCMU,1004,34",
        "PCMU,3400,34",
        "PCMA,300,34",
        "PCMA,1004,34",
        "PCMA,3400,34",
        "G722,300,30",
        "G722,1004,30",
        "G722,3400,30",
        "G722,5000,15",
        "G722,6500,15"
    })
    void passesTonesAtTheirLevelWithoutNoise(String name, double hertz, double leastSignalToNoise) {
        AudioCodec codec = Codecs.byName(name).orElseThrow();
        int rate = codec.sampleRate();
        short[] sent = Tones.sine(hertz, 10_000, rate, rate);
        byte[] payload = new byte[1000 * codec.bytesPerMillisecond()];
        short[] heard = new short[rate];
        assertThat(codec.encoder().get().encode(sent, 0, rate, payload, 0)).isEqualTo(payload.length);
        assertThat(codec.decoder().get().decode(payload, 0, payload.length, heard, 0))
                .isEqualTo(rate);

        double amplitude = Tones.amplitude(heard, rate / 4, rate, hertz, rate);
        assertThat(Tones.decibel(amplitude / 10_000)).isCloseTo(0, within(0.5));
        double tone = amplitude / Math.sqrt(2);
        double all = Tones.rms(heard, rate / 4, rate);
        double noise = Math.sqrt(Math.max(0, all * all - tone * tone));
        assertThat(Tones.decibel(tone / noise)).isGreaterThan(leastSignalToNoise);
    }

    @Property(tries = 200)
    void rawPcmIsLossless(@ForAll @Size(max = 400) short[] pcm) {
        byte[] payload = new byte[2 * pcm.length + 1];
        short[] again = new short[pcm.length];
        assertThat(Codecs.PCM_8K.encoder().get().encode(pcm, 0, pcm.length, payload, 0))
                .isEqualTo(2 * pcm.length);
        assertThat(Codecs.PCM_8K.decoder().get().decode(payload, 0, payload.length, again, 0))
                .isEqualTo(pcm.length);
        assertThat(again).isEqualTo(pcm);
    }

    @Property(tries = 200)
    void packetBordersLeaveNoTraceInG722(@ForAll @Size(320) short[] pcm) {
        byte[] whole = new byte[160];
        byte[] pieces = new byte[160];
        Codecs.G722.encoder().get().encode(pcm, 0, 320, whole, 0);
        AudioEncoder encoder = Codecs.G722.encoder().get();
        for (int from = 0; from < 320; from += 64) {
            encoder.encode(pcm, from, 64, pieces, from / 2);
        }
        assertThat(pieces).isEqualTo(whole);
    }
}
