package io.tandem.control.activecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.control.activecall.JsonShape.Mismatch;

/** An SDP offer in any of the shapes that clients write: SDP text, or a browser's description {sdp, type} as object or as text. */
final class OfferReader {
    private static final String EXPECTED = "SDP text or {\"type\":\"offer\",\"sdp\":\"...\"}";

    private OfferReader() {}

    static String read(ObjectMapper json, JsonShape parent, String name) throws Mismatch {
        JsonNode value = parent.node().path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw parent.missing(name);
        }
        if (value.isObject()) {
            return description(parent, name, value);
        }
        String text = parent.requiredText(name);
        if (!text.stripLeading().startsWith("{")) {
            return text;
        }
        try {
            return description(parent, name, json.readTree(text));
        } catch (JsonProcessingException e) {
            throw parent.wrong(name, value, EXPECTED);
        }
    }

    private static String description(JsonShape parent, String name, JsonNode description) throws Mismatch {
        if (!description.path("sdp").isTextual()
                || !description.path("type").asText("offer").equals("offer")) {
            throw parent.wrong(name, description, EXPECTED);
        }
        return description.path("sdp").asText();
    }
}
