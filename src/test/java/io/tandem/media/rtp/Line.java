package io.tandem.media.rtp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A simulated far end, network and clock in front of a jitter buffer: packets in, one pull every 20 ms, all audio kept. */
final class Line {
    static final long MILLI = 1_000_000;
    private static final long START = 1_000_000 * MILLI;

    private record Arrival(long time, long sequence, long position, byte[] payload) {}

    /** Carries 8-bit samples, each standing for two of 16 kHz: enough to tell where audio comes from. */
    private static final PayloadDecoder DECODER = (type, payload, offset, length, pcm, pcmOffset) -> {
        for (int i = 0; i < length; i++) {
            short sample = (short) (payload[offset + i] << 8);
            pcm[pcmOffset + 2 * i] = sample;
            pcm[pcmOffset + 2 * i + 1] = sample;
        }
        return 2 * length;
    };

    final JitterBuffer buffer = new JitterBuffer(20, 200, DECODER, new StreamMemory());
    final List<short[]> frames = new ArrayList<>();
    final List<Boolean> heard = new ArrayList<>();
    final List<Double> delays = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    /** A packet sent at {@code sentMillis} of the sender's time that arrives {@code delayMillis} later. */
    Line packet(int sequence, double sentMillis, double arrivesMillis, int millis) {
        byte[] payload = new byte[millis * 8];
        for (int i = 0; i < payload.length; i++) {
            double t = sentMillis / 1000 + i / 8000.0;
            payload[i] = (byte) Math.round(80 * Math.sin(2 * Math.PI * 400 * t));
        }
        arrivals.add(new Arrival(
                START + (long) (arrivesMillis * MILLI), 70_000 + sequence, Math.round(sentMillis * 16), payload));
        return this;
    }

    /** Runs the slots of {@code millis}. */
    Line run(int millis) {
        arrivals.sort(Comparator.comparingLong(Arrival::time));
        int next = 0;
        for (long slot = START + 3 * MILLI; slot < START + millis * MILLI; slot += 20 * MILLI) {
            while (next < arrivals.size() && arrivals.get(next).time <= slot) {
                Arrival a = arrivals.get(next++);
                buffer.put(a.sequence, a.position, 0, a.payload, 0, a.payload.length, a.time);
            }
            short[] frame = new short[JitterBuffer.FRAME];
            heard.add(buffer.pull(frame, slot));
            delays.add(buffer.delayMillis());
            frames.add(frame);
        }
        return this;
    }

    double delayAt(int millis) {
        return delays.get(millis / 20);
    }

    long heardFrames() {
        return heard.stream().filter(h -> h).count();
    }

    /** The largest step between neighbouring samples. */
    int largestStep(int fromMillis) {
        int largest = 0;
        int last = 0;
        for (int i = fromMillis / 20; i < frames.size(); i++) {
            for (short sample : frames.get(i)) {
                largest = Math.max(largest, Math.abs(sample - last));
                last = sample;
            }
        }
        return largest;
    }
}
