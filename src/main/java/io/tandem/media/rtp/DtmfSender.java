package io.tandem.media.rtp;

/**
 * Sends digits as telephone events (RFC 4733) within an audio stream: same SSRC and sequence, and no audio beside an event. Each event
 * has a packet a slot, all with the timestamp of its beginning, and ends with three equal packets (§2.5.1.4). Single-threaded;
 * allocates nothing per packet.
 */
public final class DtmfSender {
    private static final int SLOT_MILLIS = 20;
    private static final int END_PACKETS = 3;

    private final RtpSender sender;
    private int[] steps = {};
    private int at;
    private int toneSlots;
    private int gapSlots;
    /** Of the digit that is being sent, or of the pause. */
    private int slotsPassed;

    private long start;

    public DtmfSender(RtpSender sender) {
        this.sender = sender;
    }

    /**
     * Sends these from the next slot on, instead of what is left of those before.
     *
     * @param wanted event numbers, and pauses as negative milliseconds
     */
    public void send(int[] wanted, int toneMillis, int gapMillis) {
        steps = wanted;
        at = 0;
        slotsPassed = 0;
        toneSlots = Math.max(1, slots(toneMillis));
        // The end packets that follow the tone need their slots.
        gapSlots = Math.max(END_PACKETS - 1, slots(gapMillis));
    }

    /** Whether digits are still to be sent. */
    public boolean busy() {
        return at < steps.length;
    }

    /** Sends no more of them. */
    public void breakOff() {
        at = steps.length;
    }

    /**
     * One slot, while {@link #busy}.
     *
     * @return whether a packet of an event was sent, so that the slot's audio must not be
     */
    public boolean slot(int payloadType) {
        int step = steps[at];
        int passed = slotsPassed++;
        boolean event = step >= 0 && passed < toneSlots + END_PACKETS - 1;
        if (event) {
            boolean first = passed == 0;
            start = first ? sender.timestamp() : start;
            int sounded = Math.min(passed + 1, toneSlots) * SLOT_MILLIS;
            sender.event(payloadType, first, start, step, passed >= toneSlots - 1, sounded);
        }
        int length = step >= 0 ? toneSlots + gapSlots : slots(-step);
        if (slotsPassed >= length) {
            at++;
            slotsPassed = 0;
        }
        return event;
    }

    private static int slots(int millis) {
        return (millis + SLOT_MILLIS - 1) / SLOT_MILLIS;
    }
}
