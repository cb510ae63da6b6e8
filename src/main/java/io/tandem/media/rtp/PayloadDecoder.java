package io.tandem.media.rtp;

/** Turns payloads into 16 kHz PCM by their payload type. */
interface PayloadDecoder {

    /** Decodes one payload; answers the samples written to {@code pcm}. */
    int decode(int payloadType, byte[] payload, int offset, int length, short[] pcm, int pcmOffset);
}
