package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TelephoneEventsTest {
    private final TelephoneEvents events = new TelephoneEvents();
    private int sequence;

    private char hear(long timestamp, int event, boolean end, int duration) {
        return events.accept(Packets.event(sequence++, timestamp, event, end, duration), 0);
    }

    @Test
    void hearsADigitOnceAtItsFirstPacket() {
        assertThat(hear(1000, 5, false, 160)).isEqualTo('5');
        assertThat(hear(1000, 5, false, 320)).isEqualTo(TelephoneEvents.NONE);
        for (int i = 0; i < 3; i++) {
            assertThat(hear(1000, 5, true, 480)).isEqualTo(TelephoneEvents.NONE);
        }
    }

    @Test
    void hearsADigitOfWhichOnlyAnEndPacketArrives() {
        assertThat(hear(1000, 11, true, 800)).isEqualTo('#');
        assertThat(hear(1000, 11, true, 800)).isEqualTo(TelephoneEvents.NONE);
    }

    @Test
    void hearsTheSameDigitAgainWhenAllEndPacketsAreLost() {
        assertThat(hear(1000, 1, false, 160)).isEqualTo('1');
        assertThat(hear(2000, 1, false, 160)).isEqualTo('1');
    }

    @Test
    void ignoresAReorderedPacketOfTheDigitBefore() {
        assertThat(hear(1000, 1, false, 160)).isEqualTo('1');
        assertThat(hear(2000, 2, false, 160)).isEqualTo('2');
        assertThat(hear(1000, 1, true, 480)).isEqualTo(TelephoneEvents.NONE);
        assertThat(hear(2000, 2, true, 480)).isEqualTo(TelephoneEvents.NONE);
    }

    @Test
    void takesTheSegmentsOfALongPressForOneDigit() {
        assertThat(hear(1000, 9, false, 160)).isEqualTo('9');
        assertThat(hear(1000, 9, false, 65_440)).isEqualTo(TelephoneEvents.NONE);
        assertThat(hear(1000 + 65_535, 9, false, 65)).isEqualTo(TelephoneEvents.NONE);
        assertThat(hear(1000 + 65_535, 9, true, 400)).isEqualTo(TelephoneEvents.NONE);
    }

    @Test
    void knowsAllSixteenKeysAndIgnoresFlash() {
        StringBuilder heard = new StringBuilder();
        for (int event = 0; event < 17; event++) {
            char digit = hear(event * 1000L + 1, event, true, 400);
            if (digit != TelephoneEvents.NONE) {
                heard.append(digit);
            }
        }
        assertThat(heard).hasToString("0123456789*#ABCD");
    }

    @Test
    void survivesTheWrapOfTheTimestamp() {
        assertThat(hear(0xffff_ff00L, 1, true, 400)).isEqualTo('1');
        assertThat(hear(0x300, 2, true, 400)).isEqualTo('2');
    }
}
