package io.tandem.control.console;

import java.util.List;
import java.util.Map;

/** What the console shows of the node beside its calls; the composition root's answer. Both are asked often and must not block. */
public interface NodeView {

    /** Version, uptime, load and features as a tree of JDK values or records. */
    Map<String, Object> node();

    List<TrunkRow> trunks();

    /**
     * One trunk.
     *
     * @param sources addresses and networks it sends from
     * @param calls running calls
     * @param maxCalls 0 for only the node's limit
     * @param callsPerSecond 0 for only the node's limit
     */
    record TrunkRow(String name, List<String> sources, boolean nat, int calls, int maxCalls, int callsPerSecond) {}
}
