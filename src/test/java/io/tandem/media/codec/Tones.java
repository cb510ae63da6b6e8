package io.tandem.media.codec;

/** Sine tones, and how strong one frequency is in a piece of audio. */
public final class Tones {

    private Tones() {}

    public static short[] sine(double hertz, double amplitude, int sampleRate, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    /** Amplitude of the part of {@code pcm[from, to)} at that frequency, by a Hann-windowed DFT of one bin. */
    public static double amplitude(short[] pcm, int from, int to, double hertz, int sampleRate) {
        double re = 0;
        double im = 0;
        double weight = 0;
        for (int i = from; i < to; i++) {
            double window = 1 - Math.cos(2 * Math.PI * (i - from + 0.5) / (to - from));
            double phase = 2 * Math.PI * hertz * i / sampleRate;
            re += window * pcm[i] * Math.cos(phase);
            im += window * pcm[i] * Math.sin(phase);
            weight += window;
        }
        return 2 * Math.hypot(re, im) / weight;
    }

    /** Power of {@code pcm[from, to)} as the root of its mean square. */
    public static double rms(short[] pcm, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    public static double decibel(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-9));
    }
}
