package io.tandem.control.activecall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.Agent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The agents that a new call may ask for by name. Immutable. */
public final class NamedAgents {

    /** One of them; {@code type} is what the configuration calls its kind. */
    public record Entry(String type, Agent agent) {}

    private final List<Entry> entries;

    /** @param entries in the order in which they are listed; no name twice */
    public NamedAgents(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    Optional<Agent> find(String name) {
        return entries.stream()
                .map(Entry::agent)
                .filter(agent -> agent.name().equals(name))
                .findFirst();
    }

    /** The names in words. */
    String names() {
        return entries.stream().map(entry -> entry.agent().name()).collect(Collectors.joining(", "));
    }

    /** {@code GET /agents}. */
    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("agents");
        entries.forEach(
                entry -> array.addObject().put("name", entry.agent().name()).put("type", entry.type()));
        return json.toString();
    }
}
