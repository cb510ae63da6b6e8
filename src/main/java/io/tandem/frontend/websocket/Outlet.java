package io.tandem.frontend.websocket;

import io.tandem.media.Audio;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioEncoder;
import io.tandem.media.codec.Resampler;
import java.nio.ByteBuffer;

/** Audio on its way from the media loop to a WebSocket caller: encoded frames; a caller who is a second behind loses the oldest. */
final class Outlet {

    private static final int LIMIT_FRAMES = 50;

    private final int frameBytes;
    private final AudioEncoder encoder;
    private final Resampler resampler;
    private final ByteRing ring;
    private final short[] resampled;
    private final ByteBuffer encoded;

    Outlet(AudioCodec codec) {
        frameBytes = codec.bytesPerMillisecond() * Audio.FRAME_MILLIS;
        encoder = codec.encoder().get();
        resampler = new Resampler(Audio.SAMPLE_RATE, codec.sampleRate());
        ring = new ByteRing(frameBytes * LIMIT_FRAMES, frameBytes);
        resampled = new short[resampler.maxOutput(Audio.FRAME_SAMPLES)];
        encoded = ByteBuffer.allocate(frameBytes);
    }

    /** Media loop: one frame to send. */
    void write(short[] pcm) {
        int samples = resampler.process(pcm, 0, Audio.FRAME_SAMPLES, resampled, 0);
        ring.write(encoded.clear().limit(encoder.encode(resampled, 0, samples, encoded.array(), 0)));
    }

    /** Socket thread: writes the next frame to the start of {@code frame}; its length, or 0 when there is none. */
    int poll(byte[] frame) {
        while (ring.available() >= frameBytes) {
            if (ring.read(frame, frameBytes)) {
                return frameBytes;
            }
        }
        return 0;
    }

    /** Frames that the caller was too slow for. */
    long lost() {
        return ring.lost() / frameBytes;
    }
}
