package io.tandem.media;

import java.util.Locale;

/**
 * The simplified E-model (after ITU-T G.107): mean opinion score of a conversation on the narrow-band scale from delay and loss. Pure.
 */
final class EModel {
    private static final double BEST = 93.2;
    /** Beyond this one-way delay in milliseconds people begin to talk into each other. */
    private static final double TALKER_DELAY = 177.3;

    /**
     * What a codec does to speech.
     *
     * @param impairment equipment impairment factor Ie
     * @param robustness packet-loss robustness factor Bpl
     * @param delayMillis of the codec and its packets
     */
    record Codec(double impairment, double robustness, double delayMillis) {}

    static final Codec G711 = new Codec(0, 25.1, 20);
    static final Codec G722 = new Codec(0, 20, 22);
    static final Codec OPUS = new Codec(0, 20, 26);

    private EModel() {}

    /** The codec of that encoding name; one that has no entry counts as G.711 with concealment, which all decoders here have. */
    static Codec codec(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "G722" -> G722;
            case "OPUS" -> OPUS;
            default -> G711;
        };
    }

    /**
     * Transmission rating R, 0 to 93.2.
     *
     * @param delay one-way delay from mouth to ear in milliseconds
     * @param loss packets that were not played, percent, lost at random
     */
    static double rating(Codec codec, double delay, double loss) {
        double delayImpairment = 0.024 * delay + 0.11 * Math.max(0, delay - TALKER_DELAY);
        double lossImpairment = codec.impairment() + (95 - codec.impairment()) * loss / (loss + codec.robustness());
        return Math.max(0, Math.min(100, BEST - delayImpairment - lossImpairment));
    }

    /** Mean opinion score, 1 to 4.5, of a rating. */
    static double mos(double rating) {
        return 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
    }
}
