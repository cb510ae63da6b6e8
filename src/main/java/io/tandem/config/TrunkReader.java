package io.tandem.config;

import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.Credentials;
import io.tandem.frontend.sip.settings.Gateway;
import io.tandem.frontend.sip.settings.Trunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads `tandem.sip.trunks`: the peers that may send calls or take them. */
final class TrunkReader {
    private static final String DEFAULTS =
            "sources = [], nat = false, max-calls = 0, calls-per-second = 0, proxy = \"\", "
                    + "username = \"\", password = \"\", password-file = \"\", realm = \"\", from-domain = \"\", headers {}";

    private static final Pattern PROXY =
            Pattern.compile("(?i)sip:(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)(:[0-9]{1,5})?(;transport=(udp|tcp))?");

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

    private static @Nullable Gateway gateway(Section section) {
        String proxy = section.as(
                "proxy",
                "sip:host, sip:host:port, either with ;transport=udp or ;transport=tcp",
                TrunkReader::proxy,
                "");
        Credentials credentials = credentials(section);
        String fromDomain = section.text("from-domain");
        Map<String, String> headers = section.pairs("headers");
        return proxy.isEmpty() ? null : new Gateway(proxy, credentials, fromDomain, headers);
    }

    private static @Nullable Credentials credentials(Section section) {
        String username = section.text("username");
        String password = section.text("password");
        String file = section.text("password-file");
        String realm = section.text("realm");
        if (password.isEmpty() && !file.isEmpty()) {
            password = section.firstLine("password-file", file, "password");
        }
        if (username.isEmpty() != (password.isEmpty() && file.isEmpty())) {
            section.fault(
                    username.isEmpty() ? "username" : "password", "none", "username and password, or neither of them");
        }
        return username.isEmpty() ? null : new Credentials(username, password, realm);
    }

    private static @Nullable String proxy(String text) {
        return text.isEmpty() || PROXY.matcher(text).matches() ? text : null;
    }

    private static Trunk trunk(String name, Section given, Map<Cidr, String> owners) {
        try (Section section = given.withDefaults(DEFAULTS)) {
            List<Cidr> sources = section.listAs(
                    "sources",
                    "an IPv4 or IPv6 address or network, such as 198.51.100.0/24 or 2001:db8::/48",
                    Cidr::parse);
            if (section.texts("sources").isEmpty() && section.text("proxy").isEmpty()) {
                section.fault("sources", "none", "at least one address or network, or a proxy for calls out");
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
                    section.integer("calls-per-second", 0, 100_000),
                    gateway(section));
        }
    }
}
