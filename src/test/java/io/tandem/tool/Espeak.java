package io.tandem.tool;

import io.tandem.media.codec.Resampler;
import io.tandem.media.file.AudioFile;
import java.util.Arrays;

/** Speech made by espeak-ng. */
public final class Espeak {
    private Espeak() {}

    /** Speaks {@code text}; mono PCM at this rate. */
    public static short[] speak(String text, int sampleRate) throws Exception {
        return speak(text, "en", sampleRate);
    }

    /** Speaks with a voice of espeak-ng, such as {@code en+f3}. */
    public static short[] speak(String text, String voice, int sampleRate) throws Exception {
        Process process = new ProcessBuilder("espeak-ng", "-v", voice, "--stdout", text)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] wav = process.getInputStream().readAllBytes();
        process.waitFor();
        short[] pcm = AudioFile.decode(wav, "espeak.wav", 16_000L * 60).samples();
        if (sampleRate == 16_000) {
            return pcm;
        }
        Resampler resampler = new Resampler(16_000, sampleRate);
        short[] out = new short[resampler.maxOutput(pcm.length)];
        return Arrays.copyOf(out, resampler.process(pcm, 0, pcm.length, out, 0));
    }
}
