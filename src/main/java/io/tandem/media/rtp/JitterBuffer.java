package io.tandem.media.rtp;

/**
 * Turns packets that come when they like into 20 ms of 16 kHz PCM a slot. The playout delay follows the observed jitter; it is changed by
 * leaving out or repeating a pitch period, which also absorbs clock drift. All times are samples of 16 kHz. Single-threaded.
 */
final class JitterBuffer {
    static final int FRAME = 320;
    /** Payload type, as it were, of comfort noise: it has its place in the stream but no length (RFC 3389). */
    static final int COMFORT_NOISE = -1;

    private static final long NANOS_PER_SAMPLE = 62_500;
    private static final int SAMPLES_PER_MILLI = 16;

    /** A packet this far from where it should be belongs to a new timeline: the sender restarted or jumped. */
    private static final long JUMP = 1_000 * SAMPLES_PER_MILLI;

    /** Correct the delay when it is further than this from the target … */
    private static final int TOO_LONG = 12 * SAMPLES_PER_MILLI;

    private static final int TOO_SHORT = -6 * SAMPLES_PER_MILLI;

    /** … by one pitch period in this many slots. */
    private static final int CORRECTION_PAUSE = 4;

    /** Beyond this excess whole packets are left out. */
    private static final int FAR_TOO_LONG = 80 * SAMPLES_PER_MILLI;

    private static final int MIN_LAG = 40;
    private static final int MAX_LAG = 160;
    private static final int SEAM = 160;
    static final int CAPACITY = FRAME + MAX_LAG + 16 * 160;

    private final PacketRing ring = new PacketRing();
    private final DelayEstimator delays;
    private final Concealment concealment = new Concealment();
    private final PayloadDecoder decoder;

    /** What is decoded and not heard yet; between two slots it lies in {@link #left}. */
    private final short[] pcm;

    private final short[] left = new short[CAPACITY - FRAME];
    private int level;
    /** Place in the stream of the first sample that is not decoded yet. */
    private long decoded;

    private boolean heard;
    private int pause;
    private int delay;
    private long late;
    private long duplicates;
    private long skipped;

    JitterBuffer(int minMillis, int maxMillis, PayloadDecoder decoder, StreamMemory memory) {
        this.delays = new DelayEstimator(minMillis * SAMPLES_PER_MILLI, maxMillis * SAMPLES_PER_MILLI);
        this.decoder = decoder;
        this.pcm = memory.waiting;
    }

    /** Forgets the stream, but lets what was heard fade out. */
    void reset() {
        ring.clear();
        delays.reset();
        concealment.cut();
    }

    /**
     * Takes one packet of audio, or of comfort noise.
     *
     * @param sequence extended sequence number
     * @param position place of its first sample in the stream, in samples of 16 kHz
     */
    void put(long sequence, long position, int payloadType, byte[] bytes, int offset, int length, long now) {
        if (length > PacketRing.MAX_PAYLOAD) {
            skipped++;
            return;
        }
        if (ring.passed(sequence)) {
            late++;
            return;
        }
        if (ring.contains(sequence)) {
            duplicates++;
            return;
        }
        long arrival = now / NANOS_PER_SAMPLE;
        boolean jumped = delays.any() && Math.abs(arrival - position - delays.base()) > JUMP;
        if (jumped) {
            reset();
        }
        boolean first = !delays.any();
        delays.observe(arrival, position);
        if (first) {
            decoded = position - delays.target() + level;
        }
        skipped += ring.put(sequence, position, payloadType, bytes, offset, length);
    }

    /**
     * The audio of one slot.
     *
     * @return whether any of it was received or made up from what was received
     */
    boolean pull(short[] out, long now) {
        heard = false;
        System.arraycopy(left, 0, pcm, 0, level);
        long time = now / NANOS_PER_SAMPLE;
        int error = delays.any() ? error(time) : 0;
        delay = delays.any() ? Math.max(0, error + delays.target()) : 0;
        if (error > FAR_TOO_LONG) {
            leaveOut(error);
        }
        int taken = FRAME + correction(error);
        fill(taken, time);
        if (taken == FRAME) {
            System.arraycopy(pcm, 0, out, 0, FRAME);
        } else {
            splice(out, taken);
        }
        level -= taken;
        System.arraycopy(pcm, taken, left, 0, level);
        return heard;
    }

    /** Playout delay in milliseconds: how long the fastest packets wait. */
    double delayMillis() {
        return (double) delay / SAMPLES_PER_MILLI;
    }

    long discarded() {
        return late + duplicates + skipped;
    }

    long late() {
        return late;
    }

    long duplicates() {
        return duplicates;
    }

    /** How much longer than the target the next sample has waited. */
    private int error(long time) {
        long waiting = time - delays.base() - (decoded - level);
        return (int) Math.max(Integer.MIN_VALUE / 2, Math.min(waiting - delays.target(), Integer.MAX_VALUE / 2));
    }

    /** Samples more or fewer than a frame to take from the stream in this slot. */
    private int correction(int error) {
        pause--;
        boolean fine = error >= TOO_SHORT && error <= TOO_LONG;
        if (fine || pause > 0 || !decodeUpTo(error > 0 ? FRAME + MAX_LAG : FRAME)) {
            return 0;
        }
        pause = CORRECTION_PAUSE;
        return error > 0
                ? PitchLag.find(pcm, SEAM, 1, MIN_LAG, MAX_LAG)
                : -PitchLag.find(pcm, SEAM, -1, MIN_LAG, MAX_LAG);
    }

    /** Cross-fades from the stream into the stream some samples further on, or back. */
    private void splice(short[] out, int taken) {
        int shift = taken - FRAME;
        System.arraycopy(pcm, 0, out, 0, SEAM);
        for (int i = 0; i < PitchLag.WINDOW; i++) {
            int before = pcm[SEAM + i] * (PitchLag.WINDOW - i);
            int after = pcm[SEAM + shift + i] * i;
            out[SEAM + i] = (short) ((before + after) / PitchLag.WINDOW);
        }
        int rest = SEAM + PitchLag.WINDOW;
        System.arraycopy(pcm, rest + shift, out, rest, FRAME - rest);
    }

    /** Decodes until {@code wanted} samples are there, as long as the packets are. */
    private boolean decodeUpTo(int wanted) {
        while (level < wanted) {
            if (ring.isEmpty() || ring.position() > decoded) {
                return false;
            }
            decode();
        }
        return true;
    }

    private void fill(int wanted, long time) {
        heard |= level > 0;
        while (level < wanted) {
            long gap = ring.isEmpty() ? Long.MAX_VALUE : ring.position() - decoded;
            if (gap <= 0) {
                decode();
            } else {
                int missing = (int) Math.min(gap, wanted - level);
                heard |= concealment.fill(pcm, level, missing);
                level += missing;
                boolean waits = delays.any() && error(time) <= 0;
                if (!waits) {
                    // Time goes on; when the delay is too short the stream stands still instead, and the delay grows.
                    decoded += missing;
                }
            }
        }
    }

    private void decode() {
        if (ring.payloadType() == COMFORT_NOISE) {
            concealment.comfortNoise(ring.bytes()[ring.offset()] & 0x7f);
            ring.take();
            return;
        }
        long start = ring.position();
        int count = decoder.decode(ring.payloadType(), ring.bytes(), ring.offset(), ring.length(), pcm, level);
        ring.take();
        int overlap = (int) Math.min(count, decoded - start);
        if (overlap > 0) {
            if (overlap == count) {
                late++;
            }
            System.arraycopy(pcm, level + overlap, pcm, level, count - overlap);
        }
        int kept = count - overlap;
        concealment.heard(pcm, level, kept);
        level += kept;
        decoded += kept;
        heard |= kept > 0;
    }

    private void leaveOut(int error) {
        decoded += error;
        concealment.cut();
        while (!ring.isEmpty() && ring.position() + FRAME <= decoded) {
            ring.take();
            skipped++;
        }
    }
}
