package io.tandem.media.file;

import java.io.ByteArrayInputStream;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/** Reads MPEG audio with jlayer, frame by frame; a broken frame is skipped, a file without a good one refused. */
final class Mp3Decoder {

    private static final int ID3_HEADER = 10;

    private final byte[] data;
    private final ClipBuilder clip;
    private short[] mono = new short[0];

    Mp3Decoder(byte[] data, ClipBuilder clip) {
        this.data = data;
        this.clip = clip;
    }

    /** An ID3 tag or the header of an MPEG audio frame with no reserved value in it. */
    static boolean recognizes(byte[] data) {
        if (tagAt(data, 0)) {
            return true;
        }
        return data.length >= 4
                && data[0] == (byte) 0xFF
                && (data[1] & 0xE0) == 0xE0
                && (data[1] & 0x18) != 0x08
                && (data[1] & 0x06) != 0
                && (data[2] & 0xF0) != 0xF0
                && (data[2] & 0x0C) != 0x0C;
    }

    void decode() throws AudioFormatException {
        int start = afterTags();
        Bitstream stream = new Bitstream(new ByteArrayInputStream(data, start, data.length - start));
        Decoder decoder = new Decoder();
        int frames = 0;
        Header header = next(stream);
        while (header != null) {
            SampleBuffer frame = decode(decoder, header, stream);
            if (frame != null && frame.getBufferLength() > 0) {
                frames++;
                append(frame);
            }
            stream.closeFrame();
            header = next(stream);
        }
        if (frames == 0) {
            throw new AudioFormatException("MP3 file", "no frame in " + data.length + " bytes", "MPEG audio frames");
        }
    }

    /** The next frame's header, null at the end or where nothing more can be read. */
    private static @Nullable Header next(Bitstream stream) {
        try {
            return stream.readFrame();
        } catch (BitstreamException | RuntimeException e) { // jlayer trips over some broken headers
            return null;
        }
    }

    private static @Nullable SampleBuffer decode(Decoder decoder, Header header, Bitstream stream) {
        try {
            return (SampleBuffer) decoder.decodeFrame(header, stream);
        } catch (DecoderException | RuntimeException e) { // as above, within a frame
            return null;
        }
    }

    private void append(SampleBuffer frame) throws AudioFormatException {
        clip.rate(frame.getSampleFrequency());
        int channels = frame.getChannelCount();
        int count = frame.getBufferLength() / channels;
        short[] samples = frame.getBuffer();
        if (mono.length < count) {
            mono = new short[count];
        }
        for (int i = 0; i < count; i++) {
            mono[i] = channels == 1 ? samples[i] : (short) (samples[2 * i] + samples[2 * i + 1] >> 1);
        }
        clip.append(mono, count);
    }

    /** Where the audio starts. jlayer would believe a tag's length and allocate it. */
    private int afterTags() throws AudioFormatException {
        int at = 0;
        while (tagAt(data, at)) {
            int size = data[at + 6] << 21 | data[at + 7] << 14 | data[at + 8] << 7 | data[at + 9];
            if (size < 0 || size > data.length - at - ID3_HEADER) {
                throw new AudioFormatException("ID3 tag", size + " bytes", "no more than the file has");
            }
            at += ID3_HEADER + size;
        }
        return at;
    }

    private static boolean tagAt(byte[] data, int at) {
        return data.length - at >= ID3_HEADER && data[at] == 'I' && data[at + 1] == 'D' && data[at + 2] == '3';
    }
}
