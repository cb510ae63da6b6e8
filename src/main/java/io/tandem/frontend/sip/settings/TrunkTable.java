package io.tandem.frontend.sip.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Finds the trunk of a source address: the longest prefix that holds it wins (profile row 2.4). Immutable. */
public final class TrunkTable {
    private final List<Trunk> trunks;

    public TrunkTable(List<Trunk> trunks) {
        this.trunks = List.copyOf(trunks);
    }

    /** The trunk {@code source} belongs to; of equally long prefixes the first in the configuration. */
    public Optional<Trunk> of(InetAddress source) {
        Trunk best = null;
        int longest = -1;
        for (Trunk trunk : trunks) {
            for (Cidr network : trunk.sources()) {
                if (network.prefix() > longest && network.contains(source)) {
                    best = trunk;
                    longest = network.prefix();
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
