package io.tandem.media.file;

import io.tandem.media.codec.Resampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects mono samples of any rate into a {@link PcmClip}: resamples, takes the filter's delay out, keeps to the limit. */
final class ClipBuilder {

    private static final int LOWEST_RATE = 4_000;
    private static final int HIGHEST_RATE = 192_000;
    private static final int BLOCK = 1_024;

    private final long maxSamples;
    private @Nullable Resampler resampler;
    private int rate;
    private int skip; // output samples of the filter's delay still to be dropped
    private long taken; // input samples
    private short[] samples = new short[16 * BLOCK];
    private short[] resampled = new short[0];
    private int length;

    ClipBuilder(long maxSamples) {
        this.maxSamples = Math.min(maxSamples, Integer.MAX_VALUE - 16 * BLOCK);
    }

    /** Sets the rate of what follows, in Hz; it must stay the same. */
    void rate(int sampleRate) throws AudioFormatException {
        if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
            throw new AudioFormatException("sample rate", sampleRate, LOWEST_RATE + " to " + HIGHEST_RATE + " Hz");
        }
        if (resampler == null) {
            rate = sampleRate;
            resampler = new Resampler(sampleRate, PcmClip.SAMPLE_RATE);
            resampled = new short[resampler.maxOutput(BLOCK)];
            skip = resampler.delay();
        } else if (rate != sampleRate) {
            throw new AudioFormatException("sample rate", sampleRate + " after " + rate, "one rate in the whole file");
        }
    }

    /** Appends samples at the rate that was set. */
    void append(short[] mono, int count) throws AudioFormatException {
        taken += count;
        for (int done = 0; done < count; done += BLOCK) {
            resample(mono, done, Math.min(BLOCK, count - done));
        }
        if (length > maxSamples) {
            throw new AudioFormatException(
                    "duration",
                    "over " + length * 1_000L / PcmClip.SAMPLE_RATE + " ms",
                    "at most " + maxSamples * 1_000 / PcmClip.SAMPLE_RATE + " ms");
        }
    }

    private void resample(short[] mono, int offset, int count) {
        if (resampler == null) {
            throw new IllegalStateException("samples before their rate");
        }
        int produced = resampler.process(mono, offset, count, resampled, 0);
        int dropped = Math.min(skip, produced);
        skip -= dropped;
        if (length + produced > samples.length) {
            samples = Arrays.copyOf(samples, samples.length + samples.length / 2 + produced);
        }
        System.arraycopy(resampled, dropped, samples, length, produced - dropped);
        length += produced - dropped;
    }

    /** The clip: exactly as long as what was appended. */
    PcmClip build() {
        if (resampler == null) {
            return new PcmClip(new short[0]);
        }
        int exact = (int) (taken * PcmClip.SAMPLE_RATE / rate);
        short[] silence = new short[BLOCK];
        while (length < exact) {
            resample(silence, 0, BLOCK);
        }
        return new PcmClip(Arrays.copyOf(samples, exact));
    }
}
