package io.tandem.media.webrtc;

import io.tandem.media.Audio;
import io.tandem.media.codec.Resampler;
import io.tandem.media.rtp.Concealment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came from the peer, in the engine's format, one frame a slot. The library's 10 ms clock is not ours (it runs 0.3 % slow): its
 * frames are arrivals into a small buffer. Playing starts with 30 ms; where a frame is missing the last pitch period goes on
 * for it, and more than 80 ms are cut to 30. Media loop thread only.
 */
final class ReceivedAudio {
    private static final int START_FRAMES = 3;
    private static final int MOST_FRAMES = 8;

    private final ReceivedFrames frames;
    private final Concealment concealment = new Concealment();
    private final short[] raw = new short[ReceivedFrames.maxSamples()];
    /** A slot that is being filled, and what the last frame brought beyond it. */
    private final short[] pending = new short[2 * Audio.FRAME_SAMPLES];

    private @Nullable Resampler resampler;
    private int rate;
    private int filled;
    private boolean playing;

    ReceivedAudio(ReceivedFrames frames) {
        this.frames = frames;
    }

    /** Fills one slot; false when it is silence because nothing comes. */
    boolean read(short[] pcm) {
        int waiting = frames.available();
        if (waiting > MOST_FRAMES) {
            frames.skipTo(START_FRAMES);
            concealment.cut();
        }
        if (!playing && waiting < START_FRAMES) {
            Arrays.fill(pcm, (short) 0);
            return false;
        }
        playing = true;
        while (filled < Audio.FRAME_SAMPLES && frames.available() > 0) {
            filled += convert();
        }
        if (filled < Audio.FRAME_SAMPLES) {
            playing = concealment.fill(pcm, 0, Audio.FRAME_SAMPLES);
            return playing;
        }
        System.arraycopy(pending, 0, pcm, 0, Audio.FRAME_SAMPLES);
        filled -= Audio.FRAME_SAMPLES;
        System.arraycopy(pending, Audio.FRAME_SAMPLES, pending, 0, filled);
        concealment.heard(pcm, 0, Audio.FRAME_SAMPLES);
        return true;
    }

    private int convert() {
        Resampler current = resampler;
        if (current == null || frames.nextRate() != rate) {
            // Once a call, and when a new codec was agreed on.
            rate = frames.nextRate();
            current = new Resampler(rate, Audio.SAMPLE_RATE);
            resampler = current;
        }
        return current.process(raw, 0, frames.take(raw), pending, filled);
    }
}
