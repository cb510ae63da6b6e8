package io.tandem.media.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads RIFF/WAVE: finds format and data among whatever other chunks there are, mixes the channels to one. */
final class WavDecoder {

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int BLOCK = 1_024;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    private final ByteBuffer data;
    private final ClipBuilder clip;

    WavDecoder(byte[] data, ClipBuilder clip) {
        this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        this.clip = clip;
    }

    static boolean recognizes(byte[] data) {
        return data.length >= RIFF_HEADER
                && (name(data, 0).equals("RIFF") || name(data, 0).equals("RF64"))
                && name(data, 8).equals("WAVE");
    }

    void decode() throws AudioFormatException {
        WavFormat format = null;
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= data.limit()) {
            int header = (int) at;
            String name = name(data.array(), header);
            int start = header + CHUNK_HEADER;
            long size = Integer.toUnsignedLong(data.getInt(header + 4));
            int available = data.limit() - start;
            if (name.equals("fmt ")) {
                format = WavFormat.read(data, start, (int) Math.min(size, available));
            } else if (name.equals("data")) {
                // Headers written before the length was known say 0 or all ones: the data goes on to the end.
                boolean streamed = size == 0 || size == UNKNOWN;
                samples(format, start, streamed ? available : (int) Math.min(size, available));
                return;
            }
            at = start + size + size % 2;
        }
        throw new AudioFormatException("WAV file", "it ends without audio", "a chunk 'data'");
    }

    private void samples(@Nullable WavFormat format, int start, int bytes) throws AudioFormatException {
        if (format == null) {
            throw new AudioFormatException("WAV file", "audio before its format", "a chunk 'fmt ' before 'data'");
        }
        clip.rate(format.sampleRate());
        int frames = bytes / format.frameBytes();
        short[] mono = new short[BLOCK];
        for (int done = 0; done < frames; done += BLOCK) {
            int count = Math.min(BLOCK, frames - done);
            for (int i = 0; i < count; i++) {
                mono[i] = mix(format, start + (done + i) * format.frameBytes());
            }
            clip.append(mono, count);
        }
    }

    private short mix(WavFormat format, int frame) {
        int sum = 0;
        for (int channel = 0; channel < format.channels(); channel++) {
            sum += format.encoding().sample(data, frame + channel * format.sampleBytes());
        }
        return (short) (sum / format.channels());
    }

    private static String name(byte[] data, int offset) {
        return new String(data, offset, 4, StandardCharsets.ISO_8859_1);
    }
}
