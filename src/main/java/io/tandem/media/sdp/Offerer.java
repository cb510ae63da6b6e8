package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.sdp.OfferAnswer.Agreed;
import io.tandem.media.sdp.OfferAnswer.Offered;
import io.tandem.media.sdp.OfferAnswer.Outcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The offerer's side of RFC 3264 §5 and §7: a full offer at any time, and what an answer to it means. */
final class Offerer {

    private static final int FIRST_DYNAMIC = 96;
    private static final int EVENTS = 101;
    private static final String PROTOCOL = "RTP/AVP";

    private final SdpState state;
    private final @Nullable NegotiatedMedia media;

    Offerer(SdpState state) {
        this.state = state;
        this.media = state.media();
    }

    /** All our codecs again, whatever is in use; lines of the session keep their places (RFC 3264 §8). */
    Offered offer() throws SdpException {
        String inForce = state.localSdp();
        List<MediaSection> lines = inForce == null
                ? new ArrayList<>()
                : new ArrayList<>(SessionDescription.parse(inForce).media());
        int place = audioLine(lines);
        MediaSection before = place < 0 ? null : lines.get(place);
        int events = media != null && media.receiveEventPayloadType() >= 0 ? media.receiveEventPayloadType() : EVENTS;
        MediaSection audio = LocalDescription.audio(
                state,
                before == null ? PROTOCOL : before.protocol(),
                before == null ? List.of() : before.mid(),
                numbered(events),
                events,
                direction(),
                media != null && media.rtcpMux());
        if (before == null) {
            lines.add(audio);
        } else {
            lines.set(place, audio);
        }
        LocalDescription.Versioned local = LocalDescription.write(state, lines);
        return new Offered(state.offered(local.version(), local.sdp()), local.sdp());
    }

    /** Who is held is sent to, unless it holds us too (RFC 3264 §8.4). */
    private Direction direction() {
        if (!state.holding()) {
            return Direction.SENDRECV;
        }
        return media == null || media.sending() ? Direction.SENDONLY : Direction.INACTIVE;
    }

    /** Our codecs by number: the number in force, else the static one, else a free dynamic one. */
    private Map<Integer, AudioCodec> numbered(int events) {
        Map<Integer, AudioCodec> numbered = new LinkedHashMap<>();
        Map<Integer, AudioCodec> inForce = media == null ? Map.of() : media.receiveCodecs();
        int free = FIRST_DYNAMIC;
        for (AudioCodec codec : state.codecs()) {
            int number = inForce.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(codec))
                    .mapToInt(Map.Entry::getKey)
                    .findFirst()
                    .orElse(codec.staticPayloadType());
            while (number < 0 || number == events || numbered.containsKey(number)) {
                number = free == events || inForce.containsKey(free) || numbered.containsKey(free) ? -1 : free;
                free++;
            }
            numbered.put(number, codec);
        }
        return numbered;
    }

    /** Index of the line that is not refused, -1 when there is none. */
    private static int audioLine(List<MediaSection> lines) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).port() != 0) {
                return line;
            }
        }
        return -1;
    }

    /** Takes the answer to the offer that the state holds. */
    Outcome accept(String text) throws SdpException {
        SessionDescription answer = SessionDescription.parse(text);
        String inForce = state.localSdp();
        if (inForce == null) {
            throw new IllegalStateException("accept without an offer before it");
        }
        SessionDescription offer = SessionDescription.parse(inForce);
        int place = audioLine(offer.media());
        if (answer.media().size() != offer.media().size()) {
            return Refusals.media(
                    answer.media().size() + " instead of " + offer.media().size());
        }
        Optional<AudioSection> theirs = AudioSection.of(answer, answer.media().get(place));
        if (theirs.isEmpty()) {
            return Refusals.media(answer);
        }
        Optional<AudioSection> ours = AudioSection.of(offer, offer.media().get(place));
        Map<Integer, AudioCodec> accepted = theirs.get().common(state.codecs());
        if (accepted.isEmpty() || ours.isEmpty()) {
            return Refusals.codec(state.codecs());
        }
        NegotiatedMedia agreed = agreed(ours.get(), theirs.get(), accepted);
        boolean changed = !agreed.equals(media) || !sameOrigin(answer);
        return new Agreed(state.agreed(state.version(), inForce, text, agreed), inForce, agreed, changed);
    }

    private boolean sameOrigin(SessionDescription answer) throws SdpException {
        String before = state.remoteSdp();
        return before != null && SessionDescription.parse(before).origin().equals(answer.origin());
    }

    private NegotiatedMedia agreed(AudioSection ours, AudioSection theirs, Map<Integer, AudioCodec> accepted) {
        Map.Entry<Integer, AudioCodec> preferred =
                accepted.entrySet().iterator().next();
        Map<Integer, AudioCodec> receivable = new LinkedHashMap<>(ours.common(state.codecs()));
        receivable.values().retainAll(accepted.values());
        int events = theirs.eventPayloadType();
        boolean mux = ours.rtcpMux() && theirs.rtcpMux();
        InetSocketAddress rtp = theirs.rtp();
        return new NegotiatedMedia(
                rtp,
                mux ? rtp : theirs.rtcp(),
                mux,
                preferred.getValue(),
                preferred.getKey(),
                Map.copyOf(receivable),
                events,
                events < 0 ? -1 : ours.eventPayloadType(),
                theirs.ptime(state.ptimeMillis()),
                theirs.comfortNoisePayloadType(),
                theirs.direction().receives(),
                !state.holding() && theirs.direction().sends());
    }
}
