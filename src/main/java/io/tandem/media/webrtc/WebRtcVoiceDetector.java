package io.tandem.media.webrtc;

import dev.onvoid.webrtc.media.audio.VoiceActivityDetector;

/**
 * The voice activity detector of WebRTC for one stream of 16 kHz mono. Made, used and closed by one thread: the native object has no
 * lock, and two threads in it end the process. Needs {@link WebRtcLibrary} to be available.
 */
public final class WebRtcVoiceDetector implements AutoCloseable {
    private static final int RATE = 16_000;
    private static final int FRAME = RATE / 100;

    private final VoiceActivityDetector detector = new VoiceActivityDetector();
    private final byte[] frame = new byte[FRAME * 2];
    private int filled;
    private float last;

    /** Probability of speech, 0–1, as the mean of the 10 ms frames that end within these samples. */
    public float probability(short[] pcm) {
        float sum = 0;
        int frames = 0;
        for (short sample : pcm) {
            frame[filled++] = (byte) sample;
            frame[filled++] = (byte) (sample >> 8);
            if (filled == frame.length) {
                // The library does not check the count: it has to be the true one.
                detector.process(frame, FRAME, RATE);
                sum += detector.getLastVoiceProbability();
                frames++;
                filled = 0;
            }
        }
        if (frames > 0) {
            last = sum / frames;
        }
        return last;
    }

    @Override
    public void close() {
        detector.dispose();
    }
}
