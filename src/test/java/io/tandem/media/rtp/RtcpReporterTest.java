package io.tandem.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.codec.Codecs;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpReporterTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long UNIX = 1_790_000_000L * SECOND;

    private final RtpReceiver receiver = new RtpReceiver(20, 200, new StreamMemory());
    private final RtpSender sender = new RtpSender((bytes, length) -> {}, new Random(1), new StreamMemory());
    private final RtcpReporter reporter = new RtcpReporter(sender, receiver, 5 * SECOND, UNIX, new Random(2));

    private final RtpReceiver farReceiver = new RtpReceiver(20, 200, new StreamMemory());
    private final RtpSender farSender = new RtpSender(this::toUs, new Random(3), new StreamMemory());
    private final RtcpReporter far = new RtcpReporter(farSender, farReceiver, 5 * SECOND, UNIX, new Random(4));
    private long now = SECOND;
    private boolean onItsWay = true;

    private void toUs(byte[] bytes, int length) {
        if (!onItsWay) {
            return;
        }
        RtpPacket packet = new RtpPacket();
        packet.parse(bytes, length);
        receiver.accept(packet, now);
    }

    @Test
    void reportsAsCompoundOfReportAndDescription() {
        sender.use(Codecs.PCMU, 0, 20);
        sender.frame(new short[320]);
        int length = reporter.report(now);
        byte[] bytes = reporter.bytes();
        assertThat(bytes[1] & 0xff).isEqualTo(RtcpReader.SENDER_REPORT);
        int second = 4 * (RtpPacket.unsigned16(bytes, 2) + 1);
        assertThat(bytes[second + 1] & 0xff).isEqualTo(RtcpReader.SOURCE_DESCRIPTION);
        assertThat(second + 4 * (RtpPacket.unsigned16(bytes, second + 2) + 1)).isEqualTo(length);
        assertThat(RtpPacket.unsigned32(bytes, 8)).isEqualTo(1_790_000_001L + 2_208_988_800L);
        assertThat(RtpPacket.unsigned32(bytes, 16)).isEqualTo(sender.timestamp());
        assertThat(RtpPacket.unsigned32(bytes, 20)).isEqualTo(1);
        assertThat(RtpPacket.unsigned32(bytes, 24)).isEqualTo(160);
    }

    @Test
    void reportsAsReceiverWhenNothingWasSent() {
        int length = reporter.goodbye(now);
        byte[] bytes = reporter.bytes();
        assertThat(bytes[1] & 0xff).isEqualTo(RtcpReader.RECEIVER_REPORT);
        assertThat(bytes[length - 7] & 0xff).isEqualTo(RtcpReader.BYE);
        assertThat(new RtcpReader().parse(bytes, length, 1)).isTrue();
    }

    @Test
    void measuresTheRoundTrip() {
        receiver.use(Map.of(0, Codecs.PCMU), -1, -1);
        farReceiver.use(Map.of(0, Codecs.PCMU), -1, -1);
        farSender.use(Codecs.PCMU, 0, 20);
        farSender.frame(new short[320]);
        byte[] report = Arrays.copyOf(far.bytes(), far.report(now));
        now += 30 * MILLI;
        assertThat(reporter.accept(far.bytes(), report.length, now)).isTrue();
        now += 400 * MILLI;
        int length = reporter.report(now);
        now += 50 * MILLI;
        far.accept(Arrays.copyOf(reporter.bytes(), length), length, now);
        assertThat(far.roundTripMillis()).isBetween(79.0, 81.0);
    }

    @Test
    void hearsWhatTheFarEndMisses() {
        receiver.use(Map.of(0, Codecs.PCMU), -1, -1);
        farSender.use(Codecs.PCMU, 0, 20);
        for (int i = 0; i < 10; i++, now += 20 * MILLI) {
            onItsWay = i != 4 && i != 7;
            farSender.frame(new short[320]);
        }
        assertThat(far.farEnd(8_000)).as("before any report").isNull();

        int length = reporter.report(now);
        far.accept(Arrays.copyOf(reporter.bytes(), length), length, now);

        ReceptionReport report = far.farEnd(8_000);
        assertThat(report.packetsSent()).isEqualTo(10);
        assertThat(report.packetsLost()).isEqualTo(2);
        assertThat(report.jitterMillis()).isBetween(0.0, 1.0);
    }

    @Test
    void reportsFromHalfToOneAndAHalfOfTheInterval() {
        assertThat(reporter.due(now)).isFalse();
        long last = now;
        int reports = 0;
        for (; reports < 50; now += 20 * MILLI) {
            if (reporter.due(now)) {
                assertThat(now - last).isBetween(2_500 * MILLI, 7_520 * MILLI);
                last = now;
                reports++;
            }
        }
    }
}
