package io.tandem.media.codec;

/** Encodes one direction of one stream; keeps the codec's state. Single-threaded, allocates nothing. */
public interface AudioEncoder {

    /**
     * Encodes {@code samples} at the codec's {@link AudioCodec#sampleRate}.
     *
     * @return bytes written to {@code payload}
     */
    int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset);

    /** Forgets the past, as at a new stream. */
    void reset();
}
