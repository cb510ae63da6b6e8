package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixerTest {
    private final Mixer mixer = new Mixer(new Faults(), new int[Audio.FRAME_SAMPLES]);
    private final short[] frame = new short[Audio.FRAME_SAMPLES];

    @Property(tries = 200)
    void cutsTheSumAndNothingBefore(@ForAll short played, @ForAll @Size(max = 6) List<Short> others) {
        Mixer fresh = new Mixer(new Faults(), new int[Audio.FRAME_SAMPLES]);
        others.forEach(level -> fresh.add(constant(level)));
        Arrays.fill(frame, played);
        boolean audible = fresh.mixInto(frame);
        int sum = played + others.stream().mapToInt(Short::intValue).sum();
        assertThat(frame).containsOnly((short) Math.max(-32_768, Math.min(32_767, sum)));
        assertThat(audible).isEqualTo(!others.isEmpty());
    }

    @Test
    void leavesThePlayoutAloneWhenNoInputHasAnything() {
        mixer.add(sum -> false);
        Arrays.fill(frame, (short) -77);
        assertThat(mixer.mixInto(frame)).isFalse();
        assertThat(frame).containsOnly((short) -77);
    }

    @Test
    void letsAnInputThatThrowsGoAndKeepsTheOthers() {
        List<String> told = new ArrayList<>();
        mixer.add(new AudioInput() {
            @Override
            public boolean mix(int[] sum) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void detached() {
                told.add("detached");
            }
        });
        mixer.add(constant((short) 5));
        mixer.mixInto(frame);
        mixer.mixInto(frame);
        assertThat(frame).containsOnly((short) 10);
        assertThat(told).containsExactly("detached");
    }

    private static AudioInput constant(short level) {
        return sum -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += level;
            }
            return true;
        };
    }
}
