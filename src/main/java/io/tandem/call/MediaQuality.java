package io.tandem.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the audio of a leg has been up to now. Times in milliseconds, means over the seconds in which packets flowed.
 *
 * @param codec as RTP and SDP name it
 * @param mos of what was received in the last seconds, 1 to 4.5
 * @param roundTrip mean round-trip time, null while RTCP has not told
 * @param received what came from the remote party
 * @param sent what the remote party's RTCP says of our audio, null while it says nothing
 * @param warnings codes of what was wrong for some seconds at least once, such as {@code HIGH_PACKET_LOSS}
 */
public record MediaQuality(
        String codec,
        double mos,
        @Nullable Double roundTrip,
        Direction received,
        @Nullable Direction sent,
        List<String> warnings) {

    /**
     * One direction.
     *
     * @param mosMin the worst second, 1 to 4.5
     * @param mosAvg mean
     * @param loss percent of its packets that were lost or came too late
     * @param jitter mean interarrival jitter
     */
    public record Direction(double mosMin, double mosAvg, double loss, double jitter) {}
}
