package io.tandem.phone;

import io.tandem.media.codec.Resampler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** WAV files in and out. */
public final class WavFile {

    private WavFile() {}

    /**
     * A WAV file as something to say; several channels are mixed.
     *
     * @throws PhoneException when the file cannot be read or is no PCM or G.711 WAV file
     */
    public static Prompt prompt(Path file) throws PhoneException {
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = stream.getFormat();
            int rate = Math.round(format.getSampleRate());
            short[] pcm = mono(linear(stream, format), format.getChannels());
            return wanted -> resampled(pcm, rate, wanted);
        } catch (IOException | UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new PhoneException(file + ": " + e.getMessage() + " (expected: a WAV file)", e);
        }
    }

    /** Writes mono samples at {@code rate} Hz. */
    public static void write(Path file, short[] pcm, int rate) throws PhoneException {
        ByteBuffer bytes = ByteBuffer.allocate(pcm.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        AudioFormat format = new AudioFormat(rate, Short.SIZE, 1, true, false);
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, pcm.length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        } catch (IOException e) {
            throw new PhoneException(file + ": " + e.getMessage() + " (expected: a file that can be written)", e);
        }
    }

    private static short[] linear(AudioInputStream stream, AudioFormat format) throws IOException {
        AudioFormat linear = new AudioFormat(
                AudioFormat.Encoding.PCM_SIGNED,
                format.getSampleRate(),
                Short.SIZE,
                format.getChannels(),
                Short.BYTES * format.getChannels(),
                format.getSampleRate(),
                false);
        try (AudioInputStream converted = AudioSystem.getAudioInputStream(linear, stream)) {
            ByteBuffer bytes = ByteBuffer.wrap(converted.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] pcm = new short[bytes.remaining() / Short.BYTES];
            bytes.asShortBuffer().get(pcm);
            return pcm;
        }
    }

    private static short[] mono(short[] pcm, int channels) {
        short[] mono = new short[pcm.length / channels];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += pcm[i * channels + channel];
            }
            mono[i] = (short) (sum / channels);
        }
        return mono;
    }

    private static short[] resampled(short[] pcm, int from, int to) {
        if (from == to) {
            return pcm;
        }
        Resampler resampler = new Resampler(from, to);
        short[] out = new short[resampler.maxOutput(pcm.length)];
        return Arrays.copyOf(out, resampler.process(pcm, 0, pcm.length, out, 0));
    }
}
