package io.tandem.control.activecall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Copies JSON with the values of secret keys replaced, for listings and dumps (register D-16). */
final class Redaction {

    private static final String REPLACEMENT = "***";
    private static final Set<String> SECRET_KEYS =
            Set.of("secretkey", "secretid", "password", "apikey", "token", "secret_key", "secret_id", "api_key");

    private Redaction() {}

    static JsonNode redact(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                boolean secret = SECRET_KEYS.contains(entry.getKey().toLowerCase(Locale.ROOT))
                        && !entry.getValue().isNull();
                copy.set(entry.getKey(), secret ? TextNode.valueOf(REPLACEMENT) : redact(entry.getValue()));
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> copy.add(redact(element)));
            return copy;
        }
        return node;
    }
}
