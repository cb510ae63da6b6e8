package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DtmfSenderTest {
    private record Sent(int slot, int type, boolean marker, int sequence, int timestamp, byte[] payload) {
        int event() {
            return payload[0];
        }

        boolean end() {
            return (payload[1] & 0x80) != 0;
        }

        int duration() {
            return RtpPacket.unsigned16(payload, 2);
        }
    }

    private static final int EVENTS = 101;

    private final List<Sent> sent = new ArrayList<>();
    private final RtpSender sender = new RtpSender(this::wire, new Random(3), new StreamMemory());
    private final DtmfSender dtmf = new DtmfSender(sender);
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
                (int) packet.timestamp(),
                Arrays.copyOfRange(bytes, packet.payloadOffset(), length)));
    }

    private void slots(int count) {
        for (int i = 0; i < count; i++, slot++) {
            if (!dtmf.busy() || !dtmf.slot(EVENTS)) {
                sender.frame(new short[320]);
            }
        }
    }

    private List<Sent> events() {
        return sent.stream().filter(packet -> packet.type == EVENTS).toList();
    }

    @Test
    void anEventGrowsAndEndsThreeTimesAtTheTimestampOfItsBeginning() {
        sender.use(Codecs.PCMU, 0, 20);
        slots(2);
        dtmf.send(new int[] {11}, 100, 40);
        slots(7);
        assertThat(dtmf.busy()).isFalse();
        assertThat(events()).hasSize(7).allMatch(packet -> packet.event() == 11);
        assertThat(events().stream().map(Sent::duration)).containsExactly(160, 320, 480, 640, 800, 800, 800);
        assertThat(events().stream().map(Sent::end)).containsExactly(false, false, false, false, true, true, true);
        assertThat(events().stream().map(Sent::marker)).containsExactly(true, false, false, false, false, false, false);
        assertThat(events().stream().map(Sent::timestamp).distinct()).containsExactly(sent.get(1).timestamp + 160);
    }

    @Test
    void audioIsSilentMeanwhileAndGoesOnInTheSameStream() {
        sender.use(Codecs.PCMU, 0, 20);
        slots(1);
        dtmf.send(new int[] {5}, 40, 100);
        slots(8);
        assertThat(sent.stream().map(Sent::type)).containsExactly(0, EVENTS, EVENTS, EVENTS, EVENTS, 0, 0, 0, 0);
        assertThat(sent.stream().map(Sent::slot)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).sequence).isEqualTo(sent.get(i - 1).sequence + 1 & 0xffff);
        }
        assertThat(sent.get(5).marker).isTrue();
        assertThat(sent.get(5).timestamp - sent.get(0).timestamp).isEqualTo(5 * 160);
    }

    @Test
    void eachDigitIsAnEventOfItsOwnAndAPauseIsAudio() {
        sender.use(Codecs.G722, 9, 20);
        dtmf.send(new int[] {7, 7, -100, 0}, 40, 40);
        slots(4 + 4 + 5 + 4);
        assertThat(dtmf.busy()).isFalse();
        assertThat(events().stream().filter(Sent::marker).map(Sent::event)).containsExactly(7, 7, 0);
        assertThat(events().stream().filter(Sent::marker).map(Sent::slot)).containsExactly(0, 4, 13);
        assertThat(sent.stream().filter(packet -> packet.type == 9).map(Sent::slot))
                .containsExactly(8, 9, 10, 11, 12);
    }

    @Test
    void theReceiverReadsEveryDigitOnce() {
        sender.use(Codecs.PCMU, 0, 20);
        dtmf.send(new int[] {1, 1, 15, 10}, 160, 40);
        TelephoneEvents receiver = new TelephoneEvents();
        slots(40);
        StringBuilder read = new StringBuilder();
        RtpPacket packet = new RtpPacket();
        for (Sent event : events()) {
            byte[] bytes = new byte[16];
            RtpPacket.writeHeader(bytes, EVENTS, event.marker, event.sequence, event.timestamp, sender.ssrc());
            System.arraycopy(event.payload, 0, bytes, 12, 4);
            packet.parse(bytes, 16);
            char digit = receiver.accept(packet, event.slot * 20_000_000L);
            if (digit != TelephoneEvents.NONE) {
                read.append(digit);
            }
        }
        assertThat(read).hasToString("11D*");
    }
}
