package io.tandem.media.codec;

/** PCM: raw s16le, the audio of WebSocket callers. An odd trailing byte is ignored. */
final class LinearPcm implements AudioEncoder, AudioDecoder {

    private static final LinearPcm STATELESS = new LinearPcm();

    private LinearPcm() {}

    static AudioCodec codec(int sampleRate) {
        return new AudioCodec("PCM", -1, sampleRate, sampleRate, sampleRate / 500, () -> STATELESS, () -> STATELESS);
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] payload, int offset) {
        for (int i = 0; i < samples; i++) {
            int sample = pcm[pcmOffset + i];
            payload[offset + 2 * i] = (byte) sample;
            payload[offset + 2 * i + 1] = (byte) (sample >> 8);
        }
        return 2 * samples;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
        int samples = length / 2;
        for (int i = 0; i < samples; i++) {
            pcm[pcmOffset + i] = (short) (payload[offset + 2 * i] & 0xFF | payload[offset + 2 * i + 1] << 8);
        }
        return samples;
    }

    @Override
    public void reset() {
        // Raw samples need no memory.
    }
}
