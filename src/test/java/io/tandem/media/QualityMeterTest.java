package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tandem.call.MediaQuality;
import io.tandem.media.rtp.ReceptionReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityMeterTest {
    private final List<MediaFact> passed = new ArrayList<>();
    private final QualityMeter meter = new QualityMeter(passed::add);
    private long received;
    private long lost;

    @Test
    void knowsNothingBeforeAnythingCame() {
        meter.onFact(statistics(0, null));

        assertThat(meter.now()).isNull();
        assertThat(passed).hasSize(1);
    }

    @Test
    void aCleanLineScoresWell() {
        seconds(5, 50, 0);

        MediaQuality quality = meter.now();
        assertThat(quality.codec()).isEqualTo("PCMU");
        assertThat(quality.mos()).isGreaterThan(4.3);
        assertThat(quality.roundTrip()).isEqualTo(40.0);
        assertThat(quality.received().loss()).isZero();
        assertThat(quality.received().jitter()).isEqualTo(3.0, within(1e-9));
        assertThat(quality.sent()).isNull();
        assertThat(quality.warnings()).isEmpty();
    }

    @Test
    void lossCostsAtOnceAndIsRememberedAfterItIsOver() {
        seconds(5, 50, 0);
        double before = meter.now().mos();
        seconds(3, 40, 10);
        MediaQuality during = meter.now();
        seconds(10, 50, 0);
        MediaQuality after = meter.now();

        assertThat(during.mos()).isLessThan(before);
        assertThat(during.warnings()).contains("HIGH_PACKET_LOSS");
        assertThat(after.mos()).isEqualTo(before, within(0.01));
        assertThat(after.received().mosMin()).isLessThanOrEqualTo(during.mos());
        assertThat(after.received().loss()).isEqualTo(100 * 30.0 / 900, within(0.01));
        assertThat(after.warnings()).contains("HIGH_PACKET_LOSS");
    }

    @Test
    void oneBadSecondIsNoWarning() {
        seconds(5, 50, 0);
        meter.onFact(new MediaFact.Statistics("PCMU", received += 50, 0, 0, 0, 0, 60, 40, 700, null));

        assertThat(meter.now().warnings()).isEmpty();
    }

    @Test
    void theFarEndsReportsAreTheOtherDirection() {
        received += 50;
        meter.onFact(statistics(50, new ReceptionReport(100, 5, 10)));

        MediaQuality.Direction sent = meter.now().sent();
        assertThat(sent.loss()).isEqualTo(5.0);
        assertThat(sent.jitter()).isEqualTo(10.0);
        assertThat(sent.mosAvg()).isLessThan(meter.now().received().mosAvg());
    }

    private void seconds(int count, int cameEach, int lostEach) {
        for (int i = 0; i < count; i++) {
            received += cameEach;
            lost += lostEach;
            meter.onFact(statistics(received, null));
        }
    }

    private MediaFact statistics(long packets, ReceptionReport farEnd) {
        return new MediaFact.Statistics("PCMU", packets, packets, lost, 0, 0, 3, 40, 40, farEnd);
    }
}
