package io.tandem.recording;

import io.tandem.media.Audio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The 44 bytes before the samples of a stereo 16-bit PCM file (RIFF/WAVE). */
final class WavHeader {
    static final int BYTES = 44;
    static final int CHANNELS = 2;
    static final int BYTES_PER_SLOT = Audio.FRAME_SAMPLES * CHANNELS * Short.BYTES;

    /** RIFF sizes are 32 bits: some 18 hours. */
    static final long MAX_DATA = (1L << 32) - 1 - BYTES - BYTES_PER_SLOT;

    private static final int BLOCK = CHANNELS * Short.BYTES;

    private WavHeader() {}

    /** Writes the header of a file with {@code data} bytes of samples into {@code header} and makes it ready to be read. */
    static void put(ByteBuffer header, long data) {
        header.clear().order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (data + BYTES - 8)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) CHANNELS);
        header.putInt(Audio.SAMPLE_RATE).putInt(Audio.SAMPLE_RATE * BLOCK);
        header.putShort((short) BLOCK).putShort((short) 16);
        header.put(ascii("data")).putInt((int) data);
        header.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
