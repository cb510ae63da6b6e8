package io.tandem.media.webrtc;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** ICE candidates (RFC 8839 §5.1) as they may pass between the peer and the library. Pure functions. */
final class Candidates {
    private static final Pattern LINE = Pattern.compile(
            "(?<start>(?:a=)?candidate:)(?<foundation>\\S{1,32})(?<middle> \\d{1,5} (?<transport>\\S+) \\d{1,10} )"
                    + "(?<address>\\S+)(?<end> \\d{1,5} typ (?<type>\\S+).*)");
    private static final String ATTRIBUTE = "a=candidate:";
    private static final int LONGEST = 1_024;
    private static final int SHOWN = 80;

    private Candidates() {}

    /** The section without candidates of the peer that are of no use here. */
    static List<String> ofPeer(List<String> section, boolean ipv6) {
        return section.stream()
                .filter(line -> !line.startsWith(ATTRIBUTE) || usable(line, ipv6))
                .toList();
    }

    /** Our answer without candidates that peers are not to see, and with the external address beside the host's own. */
    static String ofOurs(String sdp, boolean ipv6, String externalIp) {
        SdpSections sections = SdpSections.parse(sdp);
        List<List<String>> media = sections.media().stream()
                .map(section -> section.stream()
                        .flatMap(line -> line.startsWith(ATTRIBUTE) ? shown(line, ipv6, externalIp) : Stream.of(line))
                        .toList())
                .toList();
        return new SdpSections(sections.session(), media).text();
    }

    static boolean any(String sdp) {
        return sdp.contains(ATTRIBUTE);
    }

    /**
     * A candidate that came alone, without its {@code a=}; empty where it is of no use here.
     *
     * @throws OfferException when it is none
     */
    static String single(String text, boolean ipv6) throws OfferException {
        String line = text.strip();
        if (line.length() > LONGEST || !LINE.matcher(line).matches()) {
            String start = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
            throw new OfferException(
                    "candidate: \"" + start.replaceAll("\\p{Cntrl}", "?")
                            + "\" (expected: candidate:<foundation> <component> <transport> <priority> <address> <port> typ …)");
        }
        return usable(line, ipv6) ? line.replaceFirst("^a=", "") : "";
    }

    /** Names that only the peer's own network resolves are left to peer-reflexive candidates (RFC 8445 §7.3.1.3). */
    private static boolean usable(String line, boolean ipv6) {
        Matcher candidate = LINE.matcher(line);
        if (!candidate.matches()) {
            return false;
        }
        String address = candidate.group("address");
        return !address.endsWith(".local") && !isLinkLocal(address) && (ipv6 || !address.contains(":"));
    }

    private static Stream<String> shown(String line, boolean ipv6, String externalIp) {
        Matcher candidate = LINE.matcher(line);
        if (!candidate.matches() || !usable(line, ipv6)) {
            return Stream.of();
        }
        boolean hidden = !externalIp.isEmpty()
                && candidate.group("type").equals("host")
                && candidate.group("address").contains(":") == externalIp.contains(":");
        if (!hidden) {
            return Stream.of(line);
        }
        // A foundation of its own: checks of the one must not freeze those of the other (RFC 8445 §5.1.1.3).
        String outside = candidate.group("start") + "x" + candidate.group("foundation") + candidate.group("middle")
                + externalIp + candidate.group("end");
        return Stream.of(outside, line);
    }

    private static boolean isLinkLocal(String address) {
        return address.startsWith("169.254.") || address.regionMatches(true, 0, "fe80:", 0, 5);
    }
}
