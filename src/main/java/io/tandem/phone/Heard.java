package io.tandem.phone;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioDecoder;
import java.util.Arrays;

/** Decodes and keeps everything that came back. Thread-safe. */
final class Heard {
    /** 60 ms at 16 kHz, twice over: the longest frame that is decoded at once. */
    private static final int MAX_FRAME = 1_920;

    private final int sampleRate;
    private final AudioDecoder decoder;
    private final short[] decoded = new short[MAX_FRAME];
    private short[] samples = new short[0];
    private int length;
    private long packets;
    private long malformed;

    Heard(AudioCodec codec) {
        this.sampleRate = codec.sampleRate();
        this.decoder = codec.decoder().get();
    }

    /** Takes one packet's payload. */
    synchronized void packet(byte[] payload, int offset, int bytes) {
        packets++;
        int step = MAX_FRAME / 2;
        for (int done = 0; done < bytes; done += step) {
            append(decoder.decode(payload, offset + done, Math.min(step, bytes - done), decoded, 0));
        }
    }

    /** Counts what could not be understood. */
    synchronized void malformed() {
        malformed++;
    }

    synchronized long packets() {
        return packets;
    }

    synchronized CallReport report() {
        return CallReport.of(Arrays.copyOf(samples, length), sampleRate, packets, malformed);
    }

    private void append(int count) {
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + count + sampleRate));
        }
        System.arraycopy(decoded, 0, samples, length, count);
        length += count;
    }
}
