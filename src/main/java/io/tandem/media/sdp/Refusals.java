package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.sdp.OfferAnswer.Refused;
import java.util.List;
import java.util.stream.Collectors;

/** The ways offer/answer fails, with status and Warning code of RFC 3261 §20.43. */
final class Refusals {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final int MEDIA_TYPE_NOT_AVAILABLE = 304;
    private static final int INCOMPATIBLE_FORMAT = 305;
    private static final int MISCELLANEOUS = 399;

    private Refusals() {}

    /** The description cannot be read. */
    static Refused unreadable(SdpException e) {
        return new Refused(BAD_REQUEST, MISCELLANEOUS, String.valueOf(e.getMessage()));
    }

    /** No line is audio over plain RTP. */
    static Refused media(SessionDescription description) {
        String lines = description.media().stream()
                .map(section -> section.type() + " " + section.port() + " " + section.protocol())
                .collect(Collectors.joining(", "));
        return media(lines.isEmpty() ? "none" : lines);
    }

    /** No line is audio over plain RTP. */
    static Refused media(String lines) {
        return new Refused(
                NOT_ACCEPTABLE_HERE,
                MEDIA_TYPE_NOT_AVAILABLE,
                "media lines: " + SdpException.excerpt(lines) + " (expected: audio over RTP/AVP)");
    }

    /** Audio, but none of our codecs. */
    static Refused codec(List<AudioCodec> ours) {
        String names = ours.stream().map(AudioCodec::name).collect(Collectors.joining(", "));
        return new Refused(NOT_ACCEPTABLE_HERE, INCOMPATIBLE_FORMAT, "no common codec (expected: " + names + ")");
    }
}
