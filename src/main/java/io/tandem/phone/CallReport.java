package io.tandem.phone;

import java.util.Locale;

/**
 * What came back in one call.
 *
 * @param pcm everything that was heard, mono
 * @param levelDb loudest second, in dB of full scale (RMS)
 * @param hertz strongest frequency of that second
 * @param malformed packets that could not be understood
 */
public record CallReport(short[] pcm, int sampleRate, long packets, long malformed, double levelDb, double hertz) {
    /** Quieter than this is silence or idle noise. */
    private static final double AUDIBLE_DB = -50;

    static CallReport of(short[] pcm, int sampleRate, long packets, long malformed) {
        Spectrum spectrum = Spectrum.ofLoudestSecond(pcm, sampleRate);
        return new CallReport(pcm, sampleRate, packets, malformed, spectrum.levelDb(), spectrum.hertz());
    }

    /** Whether there was audio, not only packets. */
    public boolean audible() {
        return packets > 0 && levelDb > AUDIBLE_DB;
    }

    /** One line for a person. */
    public String text() {
        double seconds = (double) pcm.length / sampleRate;
        String judged = audible() ? "audio came back" : packets > 0 ? "only silence came back" : "nothing came back";
        return String.format(
                Locale.ROOT,
                "%s: %d packets (%d malformed), %.2f s, loudest second %.1f dBFS around %.0f Hz",
                judged,
                packets,
                malformed,
                seconds,
                levelDb,
                hertz);
    }
}
