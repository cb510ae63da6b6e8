package io.tandem.media.webrtc;

import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.tandem.media.Audio;

/**
 * What the peer is to hear, between the media loop and the pusher: a ring of 10 ms frames; a full one loses the newest. The source
 * belongs to whoever holds the monitor: the pusher for one push, or the end.
 */
final class SentAudio {
    static final int FRAME_SAMPLES = Audio.SAMPLE_RATE / 100;
    private static final int CAPACITY = 8;
    private static final int SAMPLE_BITS = 16;

    private final CustomAudioSource source;
    private final byte[][] frames = new byte[CAPACITY][2 * FRAME_SAMPLES];
    private volatile long written;
    private volatile long pushed;
    private boolean ended;

    SentAudio(CustomAudioSource source) {
        this.source = source;
    }

    /** Media loop: one slot. */
    void write(short[] pcm) {
        for (int start = 0; start < Audio.FRAME_SAMPLES; start += FRAME_SAMPLES) {
            if (written - pushed < CAPACITY) {
                fill(frames[(int) (written % CAPACITY)], pcm, start);
                publish();
            }
        }
    }

    private static void fill(byte[] frame, short[] pcm, int start) {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            frame[2 * i] = (byte) pcm[start + i];
            frame[2 * i + 1] = (byte) (pcm[start + i] >> 8);
        }
    }

    // Single writer: the media loop.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void publish() {
        written++;
    }

    /** Pusher: one frame, or two where two slots wait already; none where none is there: the encoder takes what is late later. */
    synchronized void push() {
        if (ended) {
            return;
        }
        long waiting = written - pushed;
        if (waiting > 0) {
            pushOne();
        }
        if (waiting > 2 * Audio.FRAME_SAMPLES / FRAME_SAMPLES) {
            pushOne();
        }
    }

    // Single writer: the pusher, within the monitor. The library takes exactly 10 ms: anything else is lost without a
    // word.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void pushOne() {
        byte[] frame = frames[(int) (pushed % CAPACITY)];
        source.pushAudio(frame, SAMPLE_BITS, Audio.SAMPLE_RATE, 1, FRAME_SAMPLES);
        pushed++;
    }

    /** After it the source is not touched any more. Waits for a push that is under way. */
    synchronized void end() {
        ended = true;
    }
}
