package io.tandem.frontend.websocket;

import io.tandem.media.Audio;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioEncoder;
import io.tandem.media.codec.Resampler;
import org.jspecify.annotations.Nullable;

/** Audio on its way from the media loop to a WebSocket caller: encoded frames; a caller who is a second behind loses the oldest. */
final class Outlet {

    private static final int LIMIT_FRAMES = 50;

    private final int frameBytes;
    private final AudioEncoder encoder;
    private final Resampler resampler;
    private final ByteRing ring;
    private final short[] resampled;
    private final byte[] encoded;

    Outlet(AudioCodec codec) {
        frameBytes = codec.bytesPerMillisecond() * Audio.FRAME_MILLIS;
        encoder = codec.encoder().get();
        resampler = new Resampler(Audio.SAMPLE_RATE, codec.sampleRate());
        ring = new ByteRing(frameBytes * LIMIT_FRAMES, frameBytes);
        resampled = new short[resampler.maxOutput(Audio.FRAME_SAMPLES)];
        encoded = new byte[frameBytes];
    }

    /** Media loop: one frame to send. */
    void write(short[] pcm) {
        int samples = resampler.process(pcm, 0, Audio.FRAME_SAMPLES, resampled, 0);
        ring.write(encoded, 0, encoder.encode(resampled, 0, samples, encoded, 0));
    }

    /** Socket thread: the next frame, or null. */
    byte @Nullable [] poll() {
        while (ring.available() >= frameBytes) {
            byte[] frame = new byte[frameBytes];
            if (ring.read(frame, frameBytes)) {
                return frame;
            }
        }
        return null;
    }

    /** Frames that the caller was too slow for. */
    long lost() {
        return ring.skipped() / frameBytes;
    }
}
