package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private final RtpPacket packet = new RtpPacket();

    @Test
    void skipsContributorsExtensionAndPadding() {
        byte[] bytes = new byte[12 + 8 + 4 + 4 + 5 + 3];
        RtpPacket.writeHeader(bytes, 8, true, 65_535, 0xffff_fffeL, 0xcafe_babeL);
        bytes[0] = (byte) (0x80 | 0x20 | 0x10 | 2);
        bytes[12 + 8 + 3] = 1;
        bytes[bytes.length - 1] = 3;
        assertThat(packet.parse(bytes, bytes.length)).isTrue();
        assertThat(packet.payloadOffset()).isEqualTo(28);
        assertThat(packet.payloadLength()).isEqualTo(5);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(8);
        assertThat(packet.sequence()).isEqualTo(65_535);
        assertThat(packet.timestamp()).isEqualTo(0xffff_fffeL);
        assertThat(packet.ssrc()).isEqualTo(0xcafe_babeL);
    }

    @Test
    void refusesOtherVersionsAndLengthsThatDoNotFit() {
        byte[] bytes = Packets.datagram(0, 1, 1, 1, new byte[4]);
        assertThat(packet.parse(bytes, 11)).isFalse();
        bytes[0] = 0x40;
        assertThat(packet.parse(bytes, bytes.length)).isFalse();
        bytes[0] = (byte) 0x8f;
        assertThat(packet.parse(bytes, bytes.length)).isFalse();
        bytes[0] = (byte) 0xa0;
        bytes[bytes.length - 1] = 17;
        assertThat(packet.parse(bytes, bytes.length)).isFalse();
    }

    @Property
    void neverReadsBeyondADatagramOfRandomBytes(@ForAll @Size(max = 80) byte[] bytes) {
        if (bytes.length > 0) {
            bytes[0] = (byte) (0x80 | bytes[0] & 0x3f);
        }
        if (packet.parse(bytes, bytes.length)) {
            assertThat(packet.payloadLength()).isNotNegative();
            assertThat(packet.payloadOffset() + packet.payloadLength()).isLessThanOrEqualTo(bytes.length);
        }
    }

    @Property
    void readsRandomControlPacketsWithoutFailing(@ForAll @Size(max = 120) byte[] bytes) {
        RtcpReader reader = new RtcpReader();
        for (int at = 0; at + 4 <= bytes.length; at += 28) {
            bytes[at] = (byte) (0x80 | bytes[at] & 0x1f);
            bytes[at + 1] = (byte) (200 + (bytes[at + 1] & 3));
            bytes[at + 2] = 0;
            bytes[at + 3] = (byte) (bytes[at + 3] & 7);
        }
        boolean read = reader.parse(bytes, bytes.length, 1);
        assertThat(read && bytes.length == 0).isFalse();
    }
}
