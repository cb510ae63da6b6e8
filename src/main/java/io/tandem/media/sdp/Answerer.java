package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.sdp.OfferAnswer.Agreed;
import io.tandem.media.sdp.OfferAnswer.Outcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answerer's side of RFC 3264 §6: the first audio line that fits is accepted, everything else refused in its place. */
final class Answerer {

    private final SdpState state;
    private final String text;
    private final SessionDescription offer;

    Answerer(SdpState state, String text) throws SdpException {
        this.state = state;
        this.text = text;
        this.offer = SessionDescription.parse(text);
    }

    Outcome answer() {
        Optional<Agreed> refresh = refresh();
        if (refresh.isPresent()) {
            return refresh.get();
        }
        boolean audioSeen = false;
        for (int line = 0; line < offer.media().size(); line++) {
            Optional<AudioSection> audio = AudioSection.of(offer, offer.media().get(line));
            if (audio.isPresent()) {
                audioSeen = true;
                Map<Integer, AudioCodec> codecs = audio.get().common(state.codecs());
                if (!codecs.isEmpty()) {
                    return accept(line, audio.get(), codecs);
                }
            }
        }
        return audioSeen ? Refusals.codec(state.codecs()) : Refusals.media(offer);
    }

    /** RFC 3264 §8: an offer with the origin in force changes nothing. */
    private Optional<Agreed> refresh() {
        String local = state.localSdp();
        String remote = state.remoteSdp();
        NegotiatedMedia media = state.media();
        if (local == null || remote == null || media == null) {
            return Optional.empty();
        }
        boolean same;
        try {
            same = SessionDescription.parse(remote).origin().equals(offer.origin())
                    && SessionDescription.parse(local).media().size()
                            == offer.media().size();
        } catch (SdpException e) {
            throw new IllegalStateException("a description in force cannot be read", e);
        }
        return same ? Optional.of(new Agreed(state, local, media, false)) : Optional.empty();
    }

    private Agreed accept(int line, AudioSection audio, Map<Integer, AudioCodec> codecs) {
        Direction offered = audio.direction();
        Direction answered = state.holding() ? offered.answer().held() : offered.answer();
        int events = audio.eventPayloadType();
        List<MediaSection> lines = new ArrayList<>();
        for (MediaSection section : offer.media()) {
            lines.add(
                    lines.size() != line
                            ? section.refusal()
                            : LocalDescription.audio(
                                    state,
                                    section.protocol(),
                                    section.mid(),
                                    codecs,
                                    events,
                                    answered,
                                    audio.rtcpMux()));
        }
        LocalDescription.Versioned local = LocalDescription.write(state, lines);
        Map.Entry<Integer, AudioCodec> preferred = codecs.entrySet().iterator().next();
        InetSocketAddress rtp = audio.rtp();
        NegotiatedMedia media = new NegotiatedMedia(
                rtp,
                audio.rtcpMux() ? rtp : audio.rtcp(),
                audio.rtcpMux(),
                preferred.getValue(),
                preferred.getKey(),
                Map.copyOf(codecs),
                events,
                events,
                audio.ptime(state.ptimeMillis()),
                audio.comfortNoisePayloadType(),
                answered.sends(),
                answered.receives());
        return new Agreed(state.agreed(local.version(), local.sdp(), text, media), local.sdp(), media, true);
    }
}
