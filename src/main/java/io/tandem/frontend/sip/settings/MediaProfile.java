package io.tandem.frontend.sip.settings;

import io.tandem.media.RtpEndpoint;
import io.tandem.media.codec.AudioCodec;
import java.util.List;

/**
 * What the audio of SIP calls is negotiated from.
 *
 * @param codecs offered and accepted, in order of preference
 * @param ptimeMillis packet time we offer
 * @param latching for peers that are not marked as behind NAT
 */
public record MediaProfile(List<AudioCodec> codecs, int ptimeMillis, RtpEndpoint.Latching latching) {}
