package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.sdp.Attributes.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our own descriptions: the audio line, and the version that rises only when the text changes. */
final class LocalDescription {

    /** DTMF digits and flash (RFC 4733 §3.2). */
    private static final String EVENTS = "0-16";

    /** A text of ours with its version. */
    record Versioned(long version, String sdp) {}

    private LocalDescription() {}

    /**
     * The audio line.
     *
     * @param mid the mid attribute to carry, if any
     * @param codecs codecs by payload type, in order
     * @param eventPayloadType telephone-event, -1 for none
     */
    static MediaSection audio(
            SdpState state,
            String protocol,
            List<Attribute> mid,
            Map<Integer, AudioCodec> codecs,
            int eventPayloadType,
            Direction direction,
            boolean rtcpMux) {
        List<String> formats = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>(mid);
        codecs.forEach((number, codec) -> {
            formats.add(Integer.toString(number));
            attributes.add(new Attribute("rtpmap", number + " " + codec.name() + "/" + codec.clockRate()));
        });
        if (eventPayloadType >= 0) {
            formats.add(Integer.toString(eventPayloadType));
            attributes.add(new Attribute("rtpmap", eventPayloadType + " telephone-event/8000"));
            attributes.add(new Attribute("fmtp", eventPayloadType + " " + EVENTS));
        }
        attributes.add(new Attribute("ptime", Integer.toString(state.ptimeMillis())));
        attributes.add(new Attribute(direction.attribute(), ""));
        if (rtcpMux) {
            attributes.add(new Attribute("rtcp-mux", ""));
        }
        return new MediaSection("audio", state.rtpPort(), protocol, formats, null, new Attributes(attributes));
    }

    /** Writes a description of those lines: with the version in force when it says the same, else with the next one. */
    static Versioned write(SdpState state, List<MediaSection> media) {
        String same = write(state, state.version(), media);
        return same.equals(state.localSdp())
                ? new Versioned(state.version(), same)
                : new Versioned(state.version() + 1, write(state, state.version() + 1, media));
    }

    private static String write(SdpState state, long version, List<MediaSection> media) {
        Connection own = Connection.of(state.address());
        var origin = new SessionDescription.Origin("-", Long.toString(state.sessionId()), Long.toString(version));
        return new SessionDescription(origin, own, new Attributes(List.of()), media).write(own);
    }
}
