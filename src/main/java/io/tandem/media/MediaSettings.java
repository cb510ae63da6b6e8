package io.tandem.media;

import io.tandem.media.RtpEndpoint.Latching;
import io.tandem.media.codec.AudioCodec;
import java.time.Duration;
import java.util.List;

/**
 * The settings {@code tandem.media} of reference.conf.
 *
 * @param loops real-time threads; 0 = half of the cores, at least one
 * @param overloadLateness new calls are refused while the p99 of tick lateness over 2 s is above this
 */
public record MediaSettings(int loops, Duration overloadLateness, Rtp rtp, JitterBuffer jitterBuffer) {

    /**
     * Sockets and streams.
     *
     * @param host address that RTP sockets bind to
     * @param portStart first UDP port of the range
     * @param portEnd last UDP port of the range, inclusive
     * @param portRest how long a closed port rests before it is used again
     * @param codecs offered and accepted codecs in order of preference
     * @param ptime packet time that is offered: 10, 20, 30, 40 or 60 ms
     * @param latching the policy of trunks that state none
     * @param timeout no RTP for this long on a leg that is not on hold: {@link MediaFact.MediaTimeout}; zero = never
     * @param firstPacketTimeout no RTP at all for this long: the same; zero = never
     * @param floodFactor packets beyond this multiple of the nominal rate are dropped unread
     * @param rtcpInterval mean time between RTCP reports
     */
    public record Rtp(
            String host,
            int portStart,
            int portEnd,
            Duration portRest,
            List<AudioCodec> codecs,
            Duration ptime,
            Latching latching,
            Duration timeout,
            Duration firstPacketTimeout,
            int floodFactor,
            Duration rtcpInterval) {}

    /** Bounds of the adaptive playout delay. */
    public record JitterBuffer(Duration min, Duration max) {}
}
