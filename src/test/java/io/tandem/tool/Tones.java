package io.tandem.tool;

/** Measures tones in audio. */
public final class Tones {
    private Tones() {}

    /** RMS level of the samples, 0–32768. */
    public static double rms(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return pcm.length == 0 ? 0 : Math.sqrt(sum / pcm.length);
    }

    /** Share of the energy that lies at {@code hertz}, 0–1 (Goertzel over blocks of 40 ms, so that phase jumps do not count). */
    public static double purity(short[] pcm, int sampleRate, int hertz) {
        int block = sampleRate / 25;
        double tone = 0;
        double total = 0;
        for (int start = 0; start + block <= pcm.length; start += block) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < block; i++) {
                double phase = 2 * Math.PI * hertz * i / sampleRate;
                re += pcm[start + i] * Math.cos(phase);
                im += pcm[start + i] * Math.sin(phase);
                total += (double) pcm[start + i] * pcm[start + i];
            }
            tone += 2 * (re * re + im * im) / block;
        }
        return total == 0 ? 0 : Math.min(1, tone / total);
    }
}
