package io.tandem.media.file;

import java.util.HexFormat;
import java.util.Locale;

/** Decodes audio files: WAV in every usual encoding, MP3. */
public final class AudioFile {

    private AudioFile() {}

    /**
     * Decodes a whole file to 16 kHz mono. What it is, is decided by its content, then by its name.
     *
     * @param nameHint file name or URL, for the case of doubt and for the error text
     * @param maxSamples longest result, in samples at 16 kHz
     * @throws AudioFormatException when it is not audio of a known format, is broken, or lasts longer
     */
    public static PcmClip decode(byte[] data, String nameHint, long maxSamples) throws AudioFormatException {
        ClipBuilder clip = new ClipBuilder(maxSamples);
        if (WavDecoder.recognizes(data)) {
            new WavDecoder(data, clip).decode();
        } else if (Mp3Decoder.recognizes(data)
                || nameHint.toLowerCase(Locale.ROOT).endsWith(".mp3")) {
            new Mp3Decoder(data, clip).decode();
        } else {
            String start = HexFormat.of().formatHex(data, 0, Math.min(data.length, 8));
            throw new AudioFormatException("format of " + nameHint, "it starts with 0x" + start, "WAV or MP3");
        }
        return clip.build();
    }
}
