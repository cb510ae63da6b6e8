package io.tandem.media;

import io.tandem.call.MediaQuality;
import io.tandem.call.QualityFeed;
import io.tandem.media.rtp.ReceptionReport;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a session's listener and keeps from the statistics that pass, at most one a second, what they say of the quality.
 * Written by the media loop, read by anybody.
 */
final class QualityMeter implements MediaListener, QualityFeed {
    private final MediaListener listener;
    private final QualitySeries received = new QualitySeries();
    private final QualitySeries sent = new QualitySeries();
    private final QualityWarnings warnings = new QualityWarnings();
    private double roundTripSum;
    private int roundTrips;
    private volatile @Nullable MediaQuality latest;

    QualityMeter(MediaListener listener) {
        this.listener = listener;
    }

    @Override
    public void onFact(MediaFact fact) {
        if (fact instanceof MediaFact.Statistics statistics) {
            measure(statistics);
        }
        listener.onFact(fact);
    }

    @Override
    public @Nullable MediaQuality now() {
        return latest;
    }

    private void measure(MediaFact.Statistics now) {
        EModel.Codec codec = EModel.codec(now.codec());
        if (now.roundTripMillis() > 0) {
            roundTripSum += now.roundTripMillis();
            roundTrips++;
        }
        double line = now.roundTripMillis() / 2 + codec.delayMillis();
        boolean heard = received.add(
                codec,
                line + now.bufferMillis(),
                now.packetsReceived() + now.packetsLost(),
                now.packetsLost() + now.packetsLate(),
                now.jitterMillis());
        ReceptionReport far = now.farEnd();
        if (far != null) {
            // Its jitter buffer is not known: twice the jitter is what it needs at least.
            double buffer = Math.max(QualitySeries.LEAST_BUFFER, 2 * far.jitterMillis());
            sent.add(codec, line + buffer, far.packetsSent(), far.packetsLost(), far.jitterMillis());
        }
        if (heard) {
            warnings.second(now.roundTripMillis(), now.jitterMillis(), received.loss(), received.mos());
        }
        latest = received.any() ? quality(now.codec()) : null;
    }

    private MediaQuality quality(String codec) {
        return new MediaQuality(
                codec,
                received.mos(),
                roundTrips == 0 ? null : roundTripSum / roundTrips,
                received.direction(),
                sent.any() ? sent.direction() : null,
                warnings.raised());
    }
}
