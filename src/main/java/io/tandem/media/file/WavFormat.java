package io.tandem.media.file;

import java.nio.ByteBuffer;

/** The chunk {@code fmt } of a WAV file. */
record WavFormat(SampleEncoding encoding, int channels, int sampleRate, int sampleBytes) {

    private static final int LENGTH = 16;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int SUB_FORMAT = 24;

    int frameBytes() {
        return channels * sampleBytes;
    }

    /** Reads the chunk whose {@code length} bytes start at {@code at}. */
    static WavFormat read(ByteBuffer data, int at, int length) throws AudioFormatException {
        if (length < LENGTH) {
            throw new AudioFormatException("WAV format chunk", length + " bytes", "at least " + LENGTH);
        }
        int tag = unsigned(data, at);
        int channels = unsigned(data, at + 2);
        int sampleRate = data.getInt(at + 4);
        int frameBytes = unsigned(data, at + 12);
        int bits = unsigned(data, at + 14);
        if (channels == 0) {
            throw new AudioFormatException("WAV channels", 0, "at least 1");
        }
        if (tag == EXTENSIBLE) { // the real tag is the start of a GUID
            if (length < SUB_FORMAT + 2) {
                throw new AudioFormatException("WAV format chunk", length + " bytes", "40 for an extensible format");
            }
            tag = unsigned(data, at + SUB_FORMAT);
        }
        int sampleBytes = (bits + 7) / 8;
        if (frameBytes != channels * sampleBytes) {
            throw new AudioFormatException(
                    "WAV block size",
                    frameBytes,
                    channels * sampleBytes + " for " + channels + " channels of " + bits + " bits");
        }
        return new WavFormat(SampleEncoding.of(tag, sampleBytes), channels, sampleRate, sampleBytes);
    }

    private static int unsigned(ByteBuffer data, int at) {
        return Short.toUnsignedInt(data.getShort(at));
    }
}
