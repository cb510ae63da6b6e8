package io.tandem.bridge;

import io.tandem.media.AudioTap;
import java.util.List;

/** Where a call speaks into its wires: a tap that hands on what the remote party says, after mute. */
final class Mouthpiece implements AudioTap {
    private volatile Wire[] wires = {};

    /** Speaks into these wires from the next slot on. Any thread. */
    void use(List<Wire> next) {
        wires = next.toArray(Wire[]::new);
    }

    @Override
    public void onFrame(short[] received, short[] sent, long nanoTime) {
        for (Wire wire : wires) {
            wire.say(received);
        }
    }
}
