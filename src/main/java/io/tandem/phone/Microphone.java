package io.tandem.phone;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioEncoder;

/** The prompt as encoded 20 ms frames, then silence for ever. Used by the sending thread alone. */
final class Microphone {
    static final int FRAME_MILLIS = 20;

    private final short[] prompt;
    private final short[] frame;
    private final AudioEncoder encoder;
    private int at;

    Microphone(Prompt prompt, AudioCodec codec) {
        this.prompt = prompt.samples(codec.sampleRate());
        this.frame = new short[codec.sampleRate() / 1000 * FRAME_MILLIS];
        this.encoder = codec.encoder().get();
    }

    /** Encodes the next frame to {@code out} from {@code offset}; answers its bytes. */
    int next(byte[] out, int offset) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = at < prompt.length ? prompt[at++] : 0;
        }
        return encoder.encode(frame, 0, frame.length, out, offset);
    }
}
