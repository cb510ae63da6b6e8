package io.tandem.media.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session description (RFC 8866) as far as offer/answer for audio needs it; lines without a say in that are not kept. */
record SessionDescription(
        Origin origin, @Nullable Connection connection, Attributes attributes, List<MediaSection> media) {

    /** The o= line without its address: the session and its version, as written. */
    record Origin(String username, String sessionId, String version) {}

    SessionDescription {
        media = List.copyOf(media);
    }

    /** Reads a description. */
    static SessionDescription parse(String text) throws SdpException {
        return new SdpParser(text).parse();
    }

    /** Writes the description with {@code own} as origin address. */
    String write(Connection own) {
        StringBuilder text = new StringBuilder("v=0\r\n");
        text.append("o=").append(origin.username()).append(' ').append(origin.sessionId());
        text.append(' ').append(origin.version()).append(' ').append(own).append("\r\n");
        text.append("s=-\r\n");
        if (connection != null) {
            text.append("c=").append(connection).append("\r\n");
        }
        text.append("t=0 0\r\n");
        write(attributes, text);
        for (MediaSection section : media) {
            text.append("m=").append(section.type()).append(' ').append(section.port());
            text.append(' ').append(section.protocol());
            section.formats().forEach(format -> text.append(' ').append(format));
            text.append("\r\n");
            if (section.connection() != null) {
                text.append("c=").append(section.connection()).append("\r\n");
            }
            write(section.attributes(), text);
        }
        return text.toString();
    }

    private static void write(Attributes attributes, StringBuilder text) {
        for (Attributes.Attribute attribute : attributes.list()) {
            text.append("a=").append(attribute.name());
            if (!attribute.value().isEmpty()) {
                text.append(':').append(attribute.value());
            }
            text.append("\r\n");
        }
    }
}
