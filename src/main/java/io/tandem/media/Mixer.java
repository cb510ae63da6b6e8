package io.tandem.media;

import java.util.ArrayList;
import java.util.List;

/** The inputs of a session, summed onto what it plays; only the sum is cut to 16 bits. Loop thread only. */
final class Mixer {
    private final Faults faults;
    private final int[] sum;
    private final List<AudioInput> inputs = new ArrayList<>();

    /** @param sum a frame to work in, which belongs to the loop */
    Mixer(Faults faults, int[] sum) {
        this.faults = faults;
        this.sum = sum;
    }

    void add(AudioInput input) {
        inputs.add(input);
    }

    /** Adds every input to {@code frame}; answers whether any had something to add. */
    boolean mixInto(short[] frame) {
        if (inputs.isEmpty()) {
            return false;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = frame[i];
        }
        boolean audible = false;
        for (int i = 0; i < inputs.size(); i++) {
            AudioInput input = inputs.get(i);
            try {
                audible |= input.mix(sum);
            } catch (RuntimeException | Error e) {
                faults.caught("audio input", e);
                inputs.remove(i--);
                faults.guard("audio input", input::detached);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            frame[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum[i]));
        }
        return audible;
    }

    void close() {
        inputs.forEach(input -> faults.guard("audio input", input::detached));
        inputs.clear();
    }
}
