package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final double AMPLITUDE = 16_000;
    private static final int[] RATES = {8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000};

    @Test
    void makesExactly320SamplesOutOf160AndBack() {
        Resampler up = new Resampler(8_000, 16_000);
        Resampler down = new Resampler(16_000, 8_000);
        short[] wide = new short[320];
        for (int frame = 0; frame < 100; frame++) {
            assertThat(up.process(new short[160], 0, 160, wide, 0)).isEqualTo(320);
            assertThat(down.process(wide, 0, 320, new short[160], 0)).isEqualTo(160);
        }
    }

    @Test
    void keepsTheRatioExactlyInTheLongRun() {
        for (int from : RATES) {
            for (int to : RATES) {
                assertThat(resample(new Resampler(from, to), new short[from * 3], 160).length)
                        .as(from + " to " + to)
                        .isEqualTo(to * 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 300, 1_000, 2_000, 3_000, 3_400})
    void leavesTonesOfThePassBandAtTheirLevel(int hertz) {
        for (int from : RATES) {
            for (int to : RATES) {
                short[] out = resample(from, to, hertz);
                double level = Tones.decibel(Tones.amplitude(out, to / 4, to, hertz, to) / AMPLITUDE);
                assertThat(level).as(from + " to " + to).isCloseTo(0, within(0.5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16000,8000,4150", "16000,8000,5000", "16000,8000,7500", "48000,16000,8300", "48000,16000,15000",
        "48000,8000,4150", "44100,16000,9000", "24000,16000,11000", "44100,8000,20000", "16000,11025,6000"
    })
    void suppressesWhatWouldFoldBack(int from, int to, int hertz) {
        short[] out = resample(from, to, hertz);
        assertThat(Tones.decibel(Tones.rms(out, to / 4, to) * Math.sqrt(2) / AMPLITUDE))
                .isLessThan(-50);
    }

    @ParameterizedTest
    @CsvSource({
        "8000,16000,300",
        "8000,16000,3400",
        "8000,48000,1000",
        "8000,48000,3400",
        "16000,48000,6800",
        "16000,24000,3000"
    })
    void suppressesImages(int from, int to, int hertz) {
        short[] out = resample(from, to, hertz);
        for (int multiple = from; multiple < to; multiple += from) {
            for (int image : new int[] {multiple - hertz, multiple + hertz}) {
                if (image < to / 2) {
                    double level = Tones.decibel(Tones.amplitude(out, to / 4, to, image, to) / AMPLITUDE);
                    assertThat(level).as("image at " + image).isLessThan(-50);
                }
            }
        }
    }

    @Property(tries = 100)
    void frameBordersLeaveNoTrace(
            @ForAll @Size(700) short[] pcm,
            @ForAll @IntRange(min = 1, max = 700) int frame,
            @ForAll @IntRange(max = 7) int from,
            @ForAll @IntRange(max = 7) int to) {
        short[] whole = resample(new Resampler(RATES[from], RATES[to]), pcm, pcm.length);
        assertThat(resample(new Resampler(RATES[from], RATES[to]), pcm, frame)).isEqualTo(whole);
    }

    @Property(tries = 100)
    void neverExceedsItsPromise(
            @ForAll @IntRange(min = 4_000, max = 192_000) int from, @ForAll @IntRange(min = 1, max = 2_000) int frame) {
        Resampler resampler = new Resampler(from, 16_000);
        short[] out = new short[resampler.maxOutput(frame)];
        long total = 0;
        for (int i = 0; i < 10; i++) {
            total += resampler.process(new short[frame], 0, frame, out, 0);
        }
        assertThat((double) total).isCloseTo(10.0 * frame * 16_000 / from, within(1.0));
    }

    @Test
    void fullScaleSaturatesInsteadOfWrapping() {
        for (int[] rates : new int[][] {{8_000, 16_000}, {16_000, 8_000}, {44_100, 16_000}}) {
            short[] loud = new short[rates[0] / 2];
            for (int i = 0; i < loud.length; i++) {
                loud[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
            }
            short[] out = resample(new Resampler(rates[0], rates[1]), loud, 160);
            int half = 20 * rates[1] / rates[0];
            for (int i = 400; i < out.length - half; i++) {
                assertThat(Math.abs(out[i] - out[i - 1])).isLessThan(60_000);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,16000", "16000,8000"})
    void aSoundFadesOutIntoSilenceAndLeavesNothingBehind(int from, int to) {
        short[] tone = Tones.sine(700, AMPLITUDE, from, from / 10);
        short[] silence = new short[from];
        short[] second = resample(new Resampler(from, to), tone, from / 50);
        short[] out = resample(new Resampler(from, to), concatenated(tone, silence, tone), from / 50);
        assertThat(Arrays.copyOfRange(out, second.length, second.length + 5)).doesNotContain((short) 0);
        assertThat(Arrays.copyOfRange(out, out.length - to / 2, out.length - second.length))
                .containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(out, out.length - second.length, out.length))
                .isEqualTo(second);
    }

    private static short[] concatenated(short[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        short[] whole = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    @Test
    void lagsByTheDelayItStates() {
        for (int[] rates : new int[][] {{8_000, 16_000}, {16_000, 8_000}, {48_000, 16_000}, {11_025, 16_000}}) {
            short[] click = new short[rates[0] / 5];
            click[click.length / 2] = 20_000;
            Resampler resampler = new Resampler(rates[0], rates[1]);
            short[] out = resample(resampler, click, 160);
            int peak = 0;
            for (int i = 0; i < out.length; i++) {
                peak = out[i] > out[peak] ? i : peak;
            }
            long expected = (long) click.length / 2 * rates[1] / rates[0] + resampler.delay();
            assertThat((long) peak).isCloseTo(expected, within(2L));
        }
    }

    @Test
    void startsAfreshAfterAReset() {
        short[] tone = Tones.sine(700, AMPLITUDE, 44_100, 1_001);
        for (int to : RATES) {
            Resampler resampler = new Resampler(44_100, to);
            short[] first = resample(resampler, tone, 100);
            resampler.reset();
            assertThat(resample(resampler, tone, 100)).isEqualTo(first);
        }
    }

    @Test
    void refusesAnImpossibleRate() {
        assertThatThrownBy(() -> new Resampler(0, 8_000)).hasMessageContaining("sample rate: 0 (expected: ");
    }

    private static short[] resample(int from, int to, int hertz) {
        return resample(new Resampler(from, to), Tones.sine(hertz, AMPLITUDE, from, from), 160);
    }

    private static short[] resample(Resampler resampler, short[] pcm, int frame) {
        short[] out = new short[0];
        short[] buffer = new short[resampler.maxOutput(frame)];
        int length = 0;
        for (int from = 0; from < pcm.length; from += frame) {
            int written = resampler.process(pcm, from, Math.min(frame, pcm.length - from), buffer, 0);
            if (length + written > out.length) {
                out = Arrays.copyOf(out, 2 * out.length + written);
            }
            System.arraycopy(buffer, 0, out, length, written);
            length += written;
        }
        return Arrays.copyOf(out, length);
    }
}
