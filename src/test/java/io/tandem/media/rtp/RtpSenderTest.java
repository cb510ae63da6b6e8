package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpSenderTest {
    private record Sent(int slot, int type, boolean marker, int sequence, long timestamp, int length) {}

    private final List<Sent> sent = new ArrayList<>();
    private final RtpSender sender = new RtpSender(this::wire, new Random(3), new StreamMemory());
    private int slot;

    private void wire(byte[] bytes, int length) {
        RtpPacket packet = new RtpPacket();
        assertThat(packet.parse(Arrays.copyOf(bytes, length), length)).isTrue();
        assertThat(packet.ssrc()).isEqualTo(sender.ssrc());
        sent.add(new Sent(
                slot,
                packet.payloadType(),
                packet.marker(),
                packet.sequence(),
                packet.timestamp(),
                packet.payloadLength()));
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++, slot++) {
            sender.frame(new short[320]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 60})
    void cutsFramesIntoTheAgreedPacketTime(int ptime) {
        sender.use(Codecs.PCMU, 0, ptime);
        frames(60);
        assertThat(sent).hasSize(1200 / ptime);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).length).isEqualTo(ptime * 8);
            assertThat(sent.get(i).timestamp - sent.get(i - 1).timestamp & 0xffff_ffffL)
                    .isEqualTo(ptime * 8L);
            assertThat(sent.get(i).sequence).isEqualTo(sent.get(i - 1).sequence + 1);
        }
    }

    @Test
    void marksTheStartOfATalkSpurtAndLetsTheTimestampPassThroughThePause() {
        sender.use(Codecs.PCMA, 8, 20);
        frames(3);
        sender.pause(50);
        frames(2);
        assertThat(sent.stream().map(Sent::marker)).containsExactly(true, false, false, true, false);
        assertThat(sent.get(3).timestamp - sent.get(2).timestamp & 0xffff_ffffL).isEqualTo(51 * 160);
        assertThat(sent.get(3).sequence).isEqualTo(sent.get(2).sequence + 1);
    }

    @Test
    void changesTheCodecInMidStream() {
        sender.use(Codecs.PCMU, 0, 20);
        frames(2);
        sender.use(Codecs.G722, 9, 20);
        frames(2);
        assertThat(sent.stream().map(Sent::type)).containsExactly(0, 0, 9, 9);
        assertThat(sent.get(3).timestamp - sent.get(0).timestamp & 0xffff_ffffL).isEqualTo(480);
        assertThat(sent.get(3).length).isEqualTo(160);
    }
}
