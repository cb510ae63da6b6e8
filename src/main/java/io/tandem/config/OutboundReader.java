package io.tandem.config;

import io.tandem.frontend.sip.settings.OutboundRoute;
import io.tandem.frontend.sip.settings.OutboundSettings;
import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import io.tandem.frontend.sip.settings.Trunk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what `tandem.sip` says about calls out. */
final class OutboundReader {
    private static final Map<String, DirectUris> DIRECT =
            Map.of("none", DirectUris.NONE, "private", DirectUris.PRIVATE, "all", DirectUris.ALL);
    private static final int MAX_REDIRECTS = 5;

    private OutboundReader() {}

    static OutboundSettings read(Section sip, List<Trunk> trunks) {
        List<Section> routes = sip.has("outbound") ? sip.sections("outbound") : List.of();
        return new OutboundSettings(
                sip.word("direct-uris", DIRECT, DirectUris.NONE),
                sip.duration("ring-timeout", Duration.ofSeconds(1), Duration.ofHours(1)),
                sip.integer("max-redirects", 0, MAX_REDIRECTS),
                routes.stream().flatMap(route -> route(route, trunks).stream()).toList());
    }

    private static Optional<OutboundRoute> route(Section given, List<Trunk> trunks) {
        try (Section section = given) {
            String name = section.text("name");
            Pattern callee = section.as("callee", "a regular expression", Pattern::compile, Pattern.compile(""));
            String to =
                    section.has("to") ? section.as("to", replacements(callee), text -> tried(callee, text), "") : null;
            return trunk(section, trunks).map(trunk -> new OutboundRoute(name, callee, trunk, to));
        }
    }

    private static Optional<Trunk> trunk(Section section, List<Trunk> trunks) {
        String name = section.text("trunk");
        Optional<Trunk> found = trunks.stream()
                .filter(trunk -> trunk.name().equals(name) && trunk.gateway() != null)
                .findFirst();
        if (found.isEmpty()) {
            String known = trunks.stream()
                    .filter(trunk -> trunk.gateway() != null)
                    .map(Trunk::name)
                    .collect(Collectors.joining(", "));
            section.fault("trunk", name, known.isEmpty() ? "a trunk with a proxy; there is none" : "one of " + known);
        }
        return found;
    }

    private static String replacements(Pattern callee) {
        return "a text in which $1 to $" + callee.matcher("").groupCount() + " are groups of callee";
    }

    /** A replacement that names a group which the pattern lacks would fail at the first call. */
    private static String tried(Pattern callee, String to) {
        int groups = callee.matcher("").groupCount();
        Pattern.compile("()".repeat(groups)).matcher("").replaceFirst(to);
        return to;
    }
}
