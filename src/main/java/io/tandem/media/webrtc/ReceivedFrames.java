package io.tandem.media.webrtc;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;

/**
 * Received audio between the library's thread, which serves every call of a factory in turn, and the media loop: a ring of 10 ms
 * frames, each in the format it came in. The writer only copies; a full ring loses the newest frame. Nobody waits.
 */
final class ReceivedFrames implements AudioTrackSink {
    private static final int CAPACITY = 16;
    private static final int SAMPLE_BITS = 16;

    /** 10 ms of 48 kHz stereo. */
    private static final int FRAME_BYTES = 48_000 / 100 * 2 * 2;

    private final byte[][] bytes = new byte[CAPACITY][FRAME_BYTES];
    private final int[] rates = new int[CAPACITY];
    private final int[] channels = new int[CAPACITY];
    private final int[] samples = new int[CAPACITY];
    private volatile long written;
    private volatile long read;
    private volatile long lost;

    /** The library's thread. What is thrown here would end the process, and what lingers here would stop every other call. */
    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channelCount, int frames) {
        try {
            int length = frames * channelCount * 2;
            boolean usable = bitsPerSample == SAMPLE_BITS
                    && (channelCount == 1 || channelCount == 2)
                    && sampleRate >= 8_000
                    && sampleRate <= 48_000
                    && length <= FRAME_BYTES
                    && length <= data.length;
            if (!usable || written - read >= CAPACITY) {
                lose();
                return;
            }
            int slot = (int) (written % CAPACITY);
            System.arraycopy(data, 0, bytes[slot], 0, length);
            rates[slot] = sampleRate;
            channels[slot] = channelCount;
            samples[slot] = frames;
            publish();
        } catch (Throwable e) {
            lose();
        }
    }

    // Single writer of both: the library's thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void lose() {
        lost++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void publish() {
        written++;
    }

    /** Media loop: frames that wait. */
    int available() {
        return (int) (written - read);
    }

    /** Media loop: sample rate of the next frame, of which there must be one. */
    int nextRate() {
        return rates[(int) (read % CAPACITY)];
    }

    /** Media loop: takes the next frame as mono; answers its samples. {@code mono} has room for {@link #maxSamples}. */
    // Single writer: the media loop.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    int take(short[] mono) {
        int slot = (int) (read % CAPACITY);
        byte[] frame = bytes[slot];
        int count = samples[slot];
        int step = channels[slot] * 2;
        for (int i = 0; i < count; i++) {
            int sample = sample(frame, i * step);
            mono[i] = (short) (step == 2 ? sample : (sample + sample(frame, i * step + 2)) / 2);
        }
        read++;
        return count;
    }

    /** Media loop: passes over the oldest frames, so that {@code kept} stay. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void skipTo(int kept) {
        read = Math.max(read, written - kept);
    }

    /** Frames that came so far. Any thread. */
    long arrived() {
        return written + lost;
    }

    /** Frames that were lost or had an unknown format. Any thread. */
    long lost() {
        return lost;
    }

    static int maxSamples() {
        return FRAME_BYTES / 2;
    }

    private static int sample(byte[] frame, int at) {
        return frame[at + 1] << 8 | frame[at] & 0xff;
    }
}
