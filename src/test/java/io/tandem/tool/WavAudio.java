package io.tandem.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** WAV files of tests, by the JDK's own reader and writer: 16 bit, any channels, one array a channel. */
public final class WavAudio {
    private final int sampleRate;
    private final short[][] channels;

    private WavAudio(int sampleRate, short[][] channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    public static WavAudio read(Path file) {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = in.getFormat();
            ByteBuffer data = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[][] channels = new short[format.getChannels()][data.remaining() / format.getFrameSize()];
            for (int i = 0; i < channels[0].length; i++) {
                for (short[] channel : channels) {
                    channel[i] = data.getShort();
                }
            }
            return new WavAudio((int) format.getSampleRate(), channels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }

    /** Writes a mono file with a tone. */
    public static Path tone(Path file, int sampleRate, int hertz, Duration duration) throws IOException {
        return toneAfterSilence(file, sampleRate, hertz, Duration.ZERO, duration);
    }

    /** Writes a mono file with silence and then a tone. */
    public static Path toneAfterSilence(Path file, int sampleRate, int hertz, Duration silence, Duration tone)
            throws IOException {
        int quiet = Math.toIntExact(silence.toMillis() * sampleRate / 1000);
        int samples = quiet + Math.toIntExact(tone.toMillis() * sampleRate / 1000);
        ByteBuffer data = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            data.putShort((short) (i < quiet ? 0 : 10_000 * Math.sin(2 * Math.PI * hertz * i / sampleRate)));
        }
        AudioFormat format = new AudioFormat(sampleRate, 16, 1, true, false);
        AudioInputStream in = new AudioInputStream(new java.io.ByteArrayInputStream(data.array()), format, samples);
        AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }

    public int sampleRate() {
        return sampleRate;
    }

    public short[] channel(int index) {
        return channels[index];
    }

    public int channelCount() {
        return channels.length;
    }

    /** The end of the first channel. */
    public short[] last(Duration duration) {
        int samples = Math.toIntExact(duration.toMillis() * sampleRate / 1000);
        short[] all = channels[0];
        return Arrays.copyOfRange(all, Math.max(0, all.length - samples), all.length);
    }
}
