package io.tandem.config;

import io.tandem.frontend.sip.settings.Route;
import io.tandem.frontend.sip.settings.Trunk;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads `tandem.sip.routes`: where inbound calls go. */
final class RouteReader {

    private RouteReader() {}

    static List<Route> read(Section sip, List<Trunk> trunks) {
        if (!sip.has("routes")) {
            return List.of();
        }
        Set<String> names = trunks.stream().map(Trunk::name).collect(Collectors.toCollection(TreeSet::new));
        return sip.sections("routes").stream()
                .map(section -> route(section, names))
                .toList();
    }

    private static Route route(Section given, Set<String> trunks) {
        try (Section section = given) {
            return new Route(
                    section.text("name"),
                    trunk(section, trunks),
                    pattern(section, "from"),
                    pattern(section, "to"),
                    HandlerReader.read(section.section("handler")));
        }
    }

    private static @Nullable String trunk(Section section, Set<String> trunks) {
        if (!section.has("trunk")) {
            return null;
        }
        String name = section.text("trunk");
        if (!trunks.contains(name)) {
            String known =
                    trunks.isEmpty() ? "a trunk of sip-config; there is none" : "one of " + String.join(", ", trunks);
            section.fault("trunk", name, known);
        }
        return name;
    }

    private static @Nullable Pattern pattern(Section section, String key) {
        return section.has(key) ? section.as(key, "a regular expression", Pattern::compile, Pattern.compile("")) : null;
    }
}
