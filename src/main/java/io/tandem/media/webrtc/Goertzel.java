package io.tandem.media.webrtc;

/** The power of one frequency in a block of samples. */
final class Goertzel {
    private final double factor;

    Goertzel(double hertz, int sampleRate) {
        factor = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
    }

    /** Mean power of the tone in the block; compares with the mean of the squared samples. */
    double power(short[] pcm, int offset, int count) {
        double before = 0;
        double beforeThat = 0;
        for (int i = 0; i < count; i++) {
            double now = pcm[offset + i] + factor * before - beforeThat;
            beforeThat = before;
            before = now;
        }
        double magnitude = before * before + beforeThat * beforeThat - factor * before * beforeThat;
        return 2 * magnitude / ((double) count * count);
    }

    /** Mean of the squared samples. */
    static double total(short[] pcm, int offset, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) pcm[offset + i] * pcm[offset + i];
        }
        return sum / count;
    }
}
