package io.tandem.config;

import io.tandem.call.InboundHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads `tandem.agents`: what a call may ask for by name. */
final class AgentsReader {
    private static final String BUILT_IN = "demo";

    private AgentsReader() {}

    static Map<String, InboundHandler> read(Section tandem) {
        Map<String, InboundHandler> agents = new LinkedHashMap<>();
        tandem.named("agents").forEach((name, section) -> {
            if (name.equals(BUILT_IN)) {
                tandem.fault("agents", name, "another name: the demo agent is always there");
            } else if (!InboundHandler.Phone.NAME.matcher(name).matches()) {
                tandem.fault("agents", name, "names of 1 to 64 letters, digits, dots, hyphens or underscores");
            }
            agents.put(name, HandlerReader.agent(section));
        });
        return agents;
    }
}
