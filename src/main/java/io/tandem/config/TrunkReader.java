package io.tandem.config;

import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.Trunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads `tandem.sip.trunks`: the peers that may send calls. */
final class TrunkReader {
    private static final String DEFAULTS = "nat = false, max-calls = 0, calls-per-second = 0";

    private TrunkReader() {}

    static List<Trunk> read(Section sip) {
        if (!sip.has("trunks")) {
            return List.of();
        }
        List<Trunk> trunks = new ArrayList<>();
        Map<Cidr, String> owners = new HashMap<>();
        sip.named("trunks").forEach((name, given) -> trunks.add(trunk(name, given, owners)));
        return List.copyOf(trunks);
    }

    private static Trunk trunk(String name, Section given, Map<Cidr, String> owners) {
        try (Section section = given.withDefaults(DEFAULTS)) {
            List<Cidr> sources = section.listAs(
                    "sources",
                    "an IPv4 or IPv6 address or network, such as 198.51.100.0/24 or 2001:db8::/48",
                    Cidr::parse);
            if (section.texts("sources").isEmpty()) {
                section.fault("sources", "none", "at least one address or network");
            }
            for (Cidr source : sources) {
                String owner = owners.putIfAbsent(source, name);
                if (owner != null) {
                    section.fault(
                            "sources",
                            source.network().getHostAddress() + "/" + source.prefix(),
                            "a network that no other trunk has; " + owner + " has it");
                }
            }
            return new Trunk(
                    name,
                    sources,
                    section.flag("nat"),
                    section.integer("max-calls", 0, 1_000_000),
                    section.integer("calls-per-second", 0, 100_000));
        }
    }
}
