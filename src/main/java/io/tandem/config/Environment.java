package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Environment variables as configuration: CONFIG_FORCE_… sets any key (`_` is a dot, `__` a hyphen, `___` an underscore, as
 * Typesafe Config spells it), and a few variables have a name of their own.
 */
final class Environment {
    private static final String PREFIX = "CONFIG_FORCE_";
    private static final Map<String, String> NAMED = Map.of(
            "TANDEM_HTTP_TOKEN", "tandem.http.token",
            "TANDEM_STORE_PASSWORD", "tandem.store.password",
            "TANDEM_VAD_MODEL", "tandem.vad.model");

    private Environment() {}

    static Config read(Map<String, String> variables) {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            String name = variable.getKey();
            String path = name.startsWith(PREFIX) ? path(name.substring(PREFIX.length())) : NAMED.get(name);
            if (path != null && !path.isEmpty()) {
                config = config.withValue(
                        path, ConfigValueFactory.fromAnyRef(variable.getValue(), "environment variable " + name));
            }
        }
        return config;
    }

    private static String path(String mangled) {
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < mangled.length(); ) {
            int run = 0;
            while (i + run < mangled.length() && mangled.charAt(i + run) == '_') {
                run++;
            }
            if (run == 0) {
                key.append(mangled.charAt(i++));
                continue;
            }
            if (run == 1) {
                keys.add(key.toString());
                key.setLength(0);
            } else {
                key.append(run == 2 ? '-' : '_');
            }
            i += run;
        }
        keys.add(key.toString());
        return ConfigUtil.joinPath(keys);
    }
}
