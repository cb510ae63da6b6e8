package io.tandem.media.codec;

/** Decodes one direction of one stream; keeps the codec's state. Single-threaded, allocates nothing. */
public interface AudioDecoder {

    /**
     * Decodes one packet's payload.
     *
     * @param pcm receives samples at the codec's {@link AudioCodec#sampleRate}
     * @return samples written
     */
    int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset);

    /** Forgets the past, as at a new stream. */
    void reset();
}
