package io.tandem.bridge;

import io.tandem.media.Audio;
import io.tandem.media.AudioInput;
import java.util.Arrays;
import java.util.List;

/** Where a call hears its wires: an input of its session. A wire that is taken away fades out. */
final class Earpiece implements AudioInput {
    private volatile Wire[] wanted = {};

    // Loop thread only: what was heard in the last slot, and a frame to work in.
    private Wire[] current = wanted;
    private final int[] frame = new int[Audio.FRAME_SAMPLES];

    /** Hears these wires from the next slot on. Any thread. */
    void use(List<Wire> wires) {
        wanted = wires.toArray(Wire[]::new);
    }

    @Override
    public boolean mix(int[] sum) {
        Wire[] wires = wanted;
        boolean audible = wires != current && fadeOthers(wires, sum);
        current = wires;
        for (Wire wire : wires) {
            audible |= wire.hear(sum, frame);
        }
        return audible;
    }

    /** Ends the wires that are not among {@code kept}. */
    private boolean fadeOthers(Wire[] kept, int[] sum) {
        boolean audible = false;
        for (Wire wire : current) {
            if (!Arrays.asList(kept).contains(wire)) {
                audible |= wire.fallSilent(sum);
            }
        }
        return audible;
    }
}
