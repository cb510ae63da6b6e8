package io.tandem.media.webrtc;

import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An offer as the library is to see it: one audio section with the codecs that are wanted, everything else refused. Codecs are taken out of
 * the offer, not of the answer: else both directions end up with different ones. Pure functions.
 */
final class OfferFilter {
    private static final Pattern RTPMAP = Pattern.compile("a=rtpmap:(\\d+) ([^/\\s]+).*");
    private static final Pattern OF_PAYLOAD = Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb):(\\d+)\\b.*");
    private static final Pattern MEDIA = Pattern.compile("(m=\\S+) (\\S+) (\\S+) ?(.*)");
    private static final String DIGITS = "telephone-event";

    /** RFC 3551 §6: payload types that need no rtpmap. */
    private static final Map<String, String> STATIC = Map.of("0", "pcmu", "8", "pcma", "9", "g722");

    private static final int SHOWN = 60;

    private OfferFilter() {}

    /**
     * Judges and filters.
     *
     * @throws OfferException when no audio can be agreed on
     */
    static String apply(Offer offer) throws OfferException {
        SdpSections sections = SdpSections.parse(offer.sdp());
        if (sections.session().isEmpty() || !sections.session().get(0).equals("v=0")) {
            throw new OfferException(
                    "offer: " + shown(offer.sdp()) + " (expected: a session description, beginning with v=0)");
        }
        List<String> audio = sections.audio()
                .orElseThrow(() -> new OfferException("offer: " + kinds(sections) + " (expected: an audio section)"));
        require(sections, audio, "fingerprint", "audio is encrypted with DTLS-SRTP");
        require(sections, audio, "ice-ufrag", "audio goes over ICE");
        require(sections, audio, "ice-pwd", "audio goes over ICE");
        List<List<String>> media = new ArrayList<>();
        for (List<String> section : sections.media()) {
            media.add(
                    section == audio ? Candidates.ofPeer(withCodecs(section, offer), offer.ipv6()) : refused(section));
        }
        return new SdpSections(bundled(sections, audio), media).text();
    }

    /** Whether the peer does not want to hear us (RFC 3264 §8.4). */
    static boolean holds(String sdp) {
        SdpSections sections = SdpSections.parse(sdp);
        List<String> audio = sections.audio().orElse(List.of());
        return audio.contains("a=sendonly")
                || audio.contains("a=inactive")
                || sections.session().contains("a=sendonly")
                || sections.session().contains("a=inactive");
    }

    /** The codec that stands first in an answer, as it spells it. */
    static String codec(String sdp) {
        return SdpSections.parse(sdp)
                .audio()
                .flatMap(audio -> audio.stream()
                        .map(RTPMAP::matcher)
                        .filter(Matcher::matches)
                        .map(rtpmap -> rtpmap.group(2))
                        .findFirst())
                .orElse("");
    }

    /** The ICE user name of the audio section; another one than before is a restart. */
    static String iceUser(String sdp) {
        SdpSections sections = SdpSections.parse(sdp);
        return sections.audio()
                .flatMap(audio -> sections.attribute(audio, "ice-ufrag"))
                .orElse("");
    }

    private static void require(SdpSections sections, List<String> audio, String attribute, String why)
            throws OfferException {
        if (sections.attribute(audio, attribute).isEmpty()) {
            throw new OfferException("offer: no a=" + attribute + " (expected: one, for " + why + ")");
        }
    }

    private static List<String> withCodecs(List<String> section, Offer offer) throws OfferException {
        Map<String, String> names = payloads(section);
        List<String> kept = names.keySet().stream()
                .filter(payload -> isKept(names.get(payload), offer))
                .toList();
        if (kept.stream().allMatch(payload -> DIGITS.equals(names.get(payload)))) {
            throw new OfferException("offer: codecs " + String.join(", ", named(names)) + " (expected: one of "
                    + offer.codecs().stream().sorted().collect(Collectors.joining(", ")) + ")");
        }
        List<String> lines = new ArrayList<>();
        Matcher medium = MEDIA.matcher(section.get(0));
        lines.add(medium.replaceFirst("$1 $2 $3 " + String.join(" ", kept)));
        for (String line : section.subList(1, section.size())) {
            Matcher payload = OF_PAYLOAD.matcher(line);
            if (!payload.matches() || kept.contains(payload.group(1))) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean isKept(@Nullable String codec, Offer offer) {
        return codec != null && (codec.equals(DIGITS) || offer.codecs().contains(codec));
    }

    /** Names by payload type, in the peer's order of preference. */
    private static Map<String, @Nullable String> payloads(List<String> section) {
        Map<String, @Nullable String> names = new LinkedHashMap<>();
        Matcher medium = MEDIA.matcher(section.get(0));
        if (medium.matches()) {
            for (String payload : medium.group(4).split(" ")) {
                names.put(payload, STATIC.get(payload));
            }
        }
        for (String line : section) {
            Matcher rtpmap = RTPMAP.matcher(line);
            if (rtpmap.matches()) {
                names.replace(rtpmap.group(1), rtpmap.group(2).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static List<String> named(Map<String, @Nullable String> names) {
        return names.values().stream()
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    /** The same medium with port 0: not wanted (RFC 3264 §6). */
    private static List<String> refused(List<String> section) {
        List<String> lines = new ArrayList<>(section);
        lines.set(0, MEDIA.matcher(section.get(0)).replaceFirst("$1 0 $3 $4"));
        return lines;
    }

    /** The session part, where only the audio section is bundled: what is refused must not be (RFC 9143 §7.2.1). */
    private static List<String> bundled(SdpSections sections, List<String> audio) {
        String mid = SdpSections.valueIn(audio, "mid").orElse("");
        return sections.session().stream()
                .filter(line -> !line.startsWith("a=group:BUNDLE") || !mid.isEmpty())
                .map(line -> line.startsWith("a=group:BUNDLE") ? "a=group:BUNDLE " + mid : line)
                .toList();
    }

    private static String kinds(SdpSections sections) {
        if (sections.media().isEmpty()) {
            return "no media section";
        }
        return sections.media().stream().map(section -> shown(section.get(0))).collect(Collectors.joining(", "));
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return printable.length() <= SHOWN ? '"' + printable + '"' : '"' + printable.substring(0, SHOWN) + "…\"";
    }
}
