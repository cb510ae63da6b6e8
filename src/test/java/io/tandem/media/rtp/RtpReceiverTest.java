package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtpReceiverTest {
    private static final long FRAME = 20_000_000;

    private final RtpReceiver receiver = new RtpReceiver(20, 200, new StreamMemory());
    private final short[] pcm = new short[320];
    private long now = FRAME;

    @BeforeEach
    void agree() {
        receiver.use(Map.of(0, Codecs.PCMU, 9, Codecs.G722), 101, 13);
    }

    private static byte[] loud() {
        byte[] payload = new byte[160];
        Arrays.fill(payload, (byte) 0x90);
        return payload;
    }

    /** One packet and one pull; answers whether something was heard. */
    private boolean slot(int type, int sequence, long timestamp, long ssrc) {
        now += FRAME;
        receiver.accept(Packets.packet(type, sequence & 0xffff, timestamp & 0xffff_ffffL, ssrc, loud()), now);
        return receiver.pull(pcm, now);
    }

    @Test
    void survivesTheWrapOfSequenceAndTimestamp() {
        for (int i = 0; i < 100; i++) {
            boolean heard = slot(0, 65_500 + i, 0xffff_e000L + i * 160L, 1);
            assertThat(heard || i < 3).isTrue();
        }
        assertThat(receiver.lost()).isZero();
        assertThat(receiver.discarded()).isZero();
    }

    @Test
    void takesANewSsrcForANewStream() {
        for (int i = 0; i < 20; i++) {
            slot(0, i, i * 160L, 1);
        }
        int silent = 0;
        for (int i = 0; i < 20; i++) {
            silent += slot(0, 40_000 + i, 77_777_777 + i * 160L, 2) ? 0 : 1;
        }
        assertThat(silent).isLessThanOrEqualTo(3);
        assertThat(receiver.lost()).isZero();
    }

    @Test
    void followsARestartOfTheSequenceAfterTwoPackets() {
        for (int i = 0; i < 20; i++) {
            slot(0, i, i * 160L, 1);
        }
        for (int i = 0; i < 20; i++) {
            slot(0, 30_000 + i, (20 + i) * 160L, 1);
        }
        assertThat(receiver.discarded()).isEqualTo(1);
        assertThat(slot(0, 30_020, 40 * 160L, 1)).isTrue();
    }

    @Test
    void countsLostAndUnknownPackets() {
        for (int i = 0; i < 50; i++) {
            if (i % 10 == 5) {
                now += FRAME;
                receiver.pull(pcm, now);
            } else {
                slot(0, i, i * 160L, 1);
            }
        }
        slot(77, 50, 50 * 160L, 1);
        assertThat(receiver.lost()).isEqualTo(5);
        assertThat(receiver.discarded()).isEqualTo(1);
        assertThat(receiver.packets()).isEqualTo(46);
    }

    @Test
    void letsNoAudioBesideAnEventThrough() {
        for (int i = 0; i < 20; i++) {
            slot(0, i, i * 160L, 1);
        }
        char digit = receiver.accept(Packets.event(20, 3200, 5, false, 160), now);
        assertThat(digit).isEqualTo('5');
        boolean heard = true;
        for (int i = 0; i < 8; i++) {
            receiver.accept(Packets.event(21 + 2 * i, 3200, 5, false, 160 * i), now);
            heard = slot(0, 22 + 2 * i, 3360 + i * 160L, 1);
        }
        assertThat(heard).isFalse();
        assertThat(pcm).containsOnly((short) 0);
    }

    @Test
    void playsLowNoiseForComfortNoise() {
        for (int i = 0; i < 20; i++) {
            slot(0, i, i * 160L, 1);
        }
        receiver.accept(Packets.packet(13, 20, 3200, 1, new byte[] {50}), now);
        for (int i = 0; i < 10; i++) {
            now += FRAME;
            assertThat(receiver.pull(pcm, now)).isTrue();
        }
        int loudest = 0;
        for (short sample : pcm) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertThat(loudest).isBetween(20, 300);
    }

    @Test
    void changesTheCodecWithThePayloadType() {
        for (int i = 0; i < 20; i++) {
            slot(i < 10 ? 0 : 9, i, i * 160L, 1);
        }
        assertThat(receiver.discarded()).isZero();
        assertThat(receiver.pull(pcm, now + FRAME)).isTrue();
    }
}
