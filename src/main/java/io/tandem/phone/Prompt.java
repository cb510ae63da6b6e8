package io.tandem.phone;

/** What the phone says: audio for any sample rate. */
@FunctionalInterface
public interface Prompt {
    /** A quarter of full scale: −12 dBFS, well below clipping in any codec. */
    int AMPLITUDE = 8_192;

    /** All of it, as mono samples at {@code rate} Hz. */
    short[] samples(int rate);

    /** A sine of {@code hertz} for {@code seconds}. */
    static Prompt sine(double hertz, int seconds) {
        return rate -> tones(rate, new double[][] {{hertz, seconds}});
    }

    /** Three rising notes, twice, with a pause between: heard as a question by people and as speech by a level meter. */
    static Prompt chime() {
        double[][] notes = {
            {523.25, 0.3}, {659.25, 0.3}, {783.99, 0.5}, {0, 0.8}, {523.25, 0.3}, {659.25, 0.3}, {783.99, 0.5}
        };
        return rate -> tones(rate, notes);
    }

    /** {hertz, seconds} after each other; each note swells and fades over 10 ms, so that it does not click. */
    private static short[] tones(int rate, double[][] notes) {
        int total = 0;
        for (double[] note : notes) {
            total += (int) (note[1] * rate);
        }
        short[] pcm = new short[total];
        int at = 0;
        for (double[] note : notes) {
            int count = (int) (note[1] * rate);
            for (int i = 0; i < count; i++) {
                double edge = Math.min(1, Math.min(i, count - i) / (0.01 * rate));
                pcm[at++] = (short) (edge * AMPLITUDE * Math.sin(2 * Math.PI * note[0] * i / rate));
            }
        }
        return pcm;
    }
}
