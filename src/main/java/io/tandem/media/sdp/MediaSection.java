package io.tandem.media.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One m= line and what belongs to it. Type, protocol and formats are tokens, so they can be echoed.
 *
 * @param port 0 for a refused or removed stream
 * @param connection its own c= line, null when the session's holds
 */
record MediaSection(
        String type,
        int port,
        String protocol,
        List<String> formats,
        @Nullable Connection connection,
        Attributes attributes) {

    MediaSection {
        formats = List.copyOf(formats);
    }

    /** The line that refuses this one: same shape, port 0, its mid if it is a token (RFC 3264 §6, RFC 5888 §9.2). */
    MediaSection refusal() {
        List<String> any = formats.isEmpty() ? List.of("0") : formats;
        return new MediaSection(type, 0, protocol, any, null, new Attributes(mid()));
    }

    /** Its mid attribute, or nothing when it has none that can be echoed. */
    List<Attributes.Attribute> mid() {
        return attributes
                .first("mid")
                .map(String::trim)
                .filter(SdpParser::isToken)
                .map(mid -> List.of(new Attributes.Attribute("mid", mid)))
                .orElse(List.of());
    }
}
