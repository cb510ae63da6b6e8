package io.tandem.frontend.websocket;

import io.tandem.media.Audio;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioDecoder;
import io.tandem.media.codec.Resampler;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Audio of a WebSocket caller on its way to the media loop: any chunk size in, 20 ms frames out.
 *
 * <p>Playing starts when 60 ms are there, or whatever is there after 60 ms: it absorbs the jitter of a caller who sends in real time
 * in chunks of that order. Two seconds may wait, so that a short utterance sent at once stays whole; beyond, the oldest is lost,
 * for a conversation suffers more from delay than from a gap, and because a call then needs 128 KiB at most.
 */
final class Intake {

    private static final int PREFILL_FRAMES = 3;
    private static final int LIMIT_MILLIS = 2_000;

    private final int sampleBytes;
    private final int frameBytes;
    private final AudioDecoder decoder;
    private final Resampler resampler;
    private final ByteRing ring;
    private final byte[] frame;
    private final short[] decoded;
    private boolean playing;
    private int slotsWaited;

    Intake(AudioCodec codec) {
        sampleBytes = Math.max(1, codec.bytesPerMillisecond() * 1000 / codec.sampleRate());
        frameBytes = codec.bytesPerMillisecond() * Audio.FRAME_MILLIS;
        decoder = codec.decoder().get();
        resampler = new Resampler(codec.sampleRate(), Audio.SAMPLE_RATE);
        ring = new ByteRing(codec.bytesPerMillisecond() * LIMIT_MILLIS, sampleBytes);
        frame = new byte[frameBytes];
        decoded = new short[codec.sampleRate() / 1000 * Audio.FRAME_MILLIS];
    }

    /** Socket thread. An odd trailing byte is ignored (spec 6.1): kept, it would turn all that follows into noise. */
    void write(ByteBuffer audio) {
        audio.limit(audio.position() + audio.remaining() / sampleBytes * sampleBytes);
        ring.write(audio);
    }

    /** Media loop: fills one frame; false when it is silence because nothing came. */
    boolean read(short[] pcm) {
        int available = ring.available();
        if (!playing) {
            slotsWaited = available == 0 ? 0 : slotsWaited + 1;
            playing = available >= PREFILL_FRAMES * frameBytes || slotsWaited > PREFILL_FRAMES;
        }
        if (!playing || available == 0) {
            playing = false;
            Arrays.fill(pcm, (short) 0);
            return false;
        }
        slotsWaited = 0;
        return decode(Math.min(available, frameBytes), pcm);
    }

    private boolean decode(int length, short[] pcm) {
        if (!ring.read(frame, length)) {
            Arrays.fill(pcm, (short) 0);
            return false;
        }
        int samples = decoder.decode(frame, 0, length, decoded, 0);
        int filled = resampler.process(decoded, 0, samples, pcm, 0);
        Arrays.fill(pcm, filled, Audio.FRAME_SAMPLES, (short) 0);
        return true;
    }

    /** Bytes that came too fast and were lost. */
    long lost() {
        return ring.lost();
    }
}
