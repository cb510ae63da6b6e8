package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What offer/answer agreed for the audio of one leg: everything the RTP endpoint needs to know.
 *
 * @param remoteRtp where to send, null when the far end gave no usable address (RFC 3264 hold, port 9, 0.0.0.0): wait for its packets
 * @param remoteRtcp where RTCP goes (same as RTP with rtcp-mux), null when unknown
 * @param sendCodec codec of what we send
 * @param sendPayloadType its payload type, the far end's number
 * @param receiveCodecs payload types the far end may send, by our numbers
 * @param sendEventPayloadType telephone-event we send, -1 for none
 * @param receiveEventPayloadType telephone-event we understand, -1 for none
 * @param sendPtimeMillis packet time of what we send
 * @param comfortNoisePayloadType RFC 3389 payload type that may come, -1 for none
 * @param sending whether we send (not held by the far end)
 * @param receiving whether the far end sends
 */
public record NegotiatedMedia(
        @Nullable InetSocketAddress remoteRtp,
        @Nullable InetSocketAddress remoteRtcp,
        boolean rtcpMux,
        AudioCodec sendCodec,
        int sendPayloadType,
        Map<Integer, AudioCodec> receiveCodecs,
        int sendEventPayloadType,
        int receiveEventPayloadType,
        int sendPtimeMillis,
        int comfortNoisePayloadType,
        boolean sending,
        boolean receiving) {}
