package io.tandem.phone;

/**
 * Level and strongest frequency of a piece of audio.
 *
 * @param levelDb RMS in dB of full scale; −120 for none
 * @param hertz centre of the strongest bin, 0 for silence
 */
record Spectrum(double levelDb, double hertz) {
    private static final double SILENCE_DB = -120;
    private static final Spectrum NOTHING = new Spectrum(SILENCE_DB, 0);
    /** Resolution of the search; telephone tones and notes lie further apart. */
    private static final double STEP_HERTZ = 5;

    private static final double LOWEST_HERTZ = 60;

    static Spectrum ofLoudestSecond(short[] pcm, int rate) {
        int window = Math.min(pcm.length, rate);
        if (window == 0) {
            return NOTHING;
        }
        int loudest = 0;
        double most = -1;
        for (int start = 0; start + window <= pcm.length; start += Math.max(1, rate / 10)) {
            double energy = energy(pcm, start, window);
            if (energy > most) {
                most = energy;
                loudest = start;
            }
        }
        double rms = Math.sqrt(most / window) / 32_768;
        return rms < 1e-6 ? NOTHING : new Spectrum(20 * Math.log10(rms), strongest(pcm, loudest, window, rate));
    }

    private static double energy(short[] pcm, int start, int count) {
        double sum = 0;
        for (int i = start; i < start + count; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return sum;
    }

    /** Goertzel's filter on a grid of frequencies: a second of audio takes a few milliseconds, and no FFT is needed. */
    private static double strongest(short[] pcm, int start, int count, int rate) {
        double best = 0;
        double most = -1;
        for (double hertz = LOWEST_HERTZ; hertz < rate / 2.0; hertz += STEP_HERTZ) {
            double factor = 2 * Math.cos(2 * Math.PI * hertz / rate);
            double before = 0;
            double beforeThat = 0;
            for (int i = 0; i < count; i++) {
                // A Hann window: without it a tone between two steps of the grid hides behind its neighbours.
                double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
                double now = pcm[start + i] * weight + factor * before - beforeThat;
                beforeThat = before;
                before = now;
            }
            double power = before * before + beforeThat * beforeThat - factor * before * beforeThat;
            if (power > most) {
                most = power;
                best = hertz;
            }
        }
        return best;
    }
}
