package io.tandem.speech.vad;

/**
 * Speech is what stands out of the noise: level against a noise floor that falls at once and rises slowly. Needs nothing, and takes
 * music and tones for speech until the floor has caught up with them.
 */
final class EnergyVad implements SpeechModel {
    private static final double SILENCE_DB = -60;
    private static final double RISE_DB = 0.1;
    private static final double MARGIN_DB = 12;
    private static final double SOFTNESS_DB = 2;

    @Override
    public String name() {
        return "energy";
    }

    @Override
    public Memory open() {
        return new NoiseFloor();
    }

    @Override
    public void judge(VadWindow[] windows, int count) {
        for (int i = 0; i < count; i++) {
            NoiseFloor floor = (NoiseFloor) windows[i].memory;
            windows[i].probability = floor == null ? 0 : floor.judge(windows[i].pcm);
        }
    }

    /** The noise of one call, in dBFS. */
    private static final class NoiseFloor implements Memory {
        private double floor = Double.NaN;

        @Override
        public void skipped(short[] pcm) {
            floor = SILENCE_DB;
        }

        float judge(short[] pcm) {
            long squares = 0;
            for (short sample : pcm) {
                squares += sample * sample;
            }
            double level = 10 * Math.log10(squares / (double) pcm.length / (32768.0 * 32768.0) + 1e-10);
            floor = Double.isNaN(floor) || level < floor ? level : floor + RISE_DB;
            return (float) (1 / (1 + Math.exp(-(level - floor - MARGIN_DB) / SOFTNESS_DB)));
        }
    }
}
