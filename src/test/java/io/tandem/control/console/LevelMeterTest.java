package io.tandem.control.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private final LevelMeter meter = new LevelMeter();

    @Test
    void silenceAndNothingAreTheFloor() {
        meter.accept(frame(1, 0));

        assertThat(meter.received()).isEqualTo(LevelMeter.FLOOR);
        assertThat(meter.sent()).isEqualTo(LevelMeter.FLOOR);
    }

    @Test
    void eachDirectionHasItsLevel() {
        meter.accept(frame(1, 16_384));
        meter.accept(frame(0, -3_277));

        assertThat(meter.received()).isEqualTo(-6.0, within(0.05));
        assertThat(meter.sent()).isEqualTo(-20.0, within(0.05));
    }

    @Test
    void aLookBeginsANewMeasurement() {
        meter.accept(frame(1, 32_767));
        assertThat(meter.received()).isEqualTo(0.0, within(0.05));

        meter.accept(frame(1, 16_384));
        assertThat(meter.received()).isEqualTo(-6.0, within(0.05));
    }

    private static byte[] frame(int side, int sample) {
        byte[] frame = new byte[641];
        frame[0] = (byte) side;
        for (int i = 1; i < frame.length; i += 2) {
            frame[i] = (byte) sample;
            frame[i + 1] = (byte) (sample >> 8);
        }
        return frame;
    }
}
