package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows which values of the configuration are secrets, and hides them from everything that is printed. */
final class Secrets {
    static final String MASK = "********";

    private static final Set<String> SECRET_KEYS =
            Set.of("token", "password", "secret", "credential", "turn-secret", "api-key", "key");
    /** Whole sections whose values may be credentials: HTTP headers such as Authorization. */
    private static final Set<String> SECRET_SECTIONS = Set.of("headers");

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");
    private static final Pattern QUERY_SECRET =
            Pattern.compile("(?i)(?<=[?&;](?:token|key|api_key|apikey|secret|password)=)[^&;\\s\"]+");

    private Secrets() {}

    /** The value as it may be shown for key {@code path}. */
    static String mask(String path, String value) {
        if (value.isEmpty()) {
            return "\"\"";
        }
        for (String part : path.split("\\.", -1)) {
            if (SECRET_SECTIONS.contains(part)) {
                return MASK;
            }
        }
        return isSecret(path.substring(path.lastIndexOf('.') + 1)) ? MASK : maskUrl(value);
    }

    /** A copy of {@code config} that may be printed. */
    static Config masked(Config config) {
        return ((ConfigObject) masked("", config.root())).toConfig();
    }

    private static ConfigValue masked(String path, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            Map<String, ConfigValue> copy = new LinkedHashMap<>();
            object.forEach((key, child) -> copy.put(key, masked(path.isEmpty() ? key : path + "." + key, child)));
            return ConfigValueFactory.fromMap(copy);
        }
        if (value instanceof ConfigList list) {
            List<ConfigValue> copy = new ArrayList<>();
            list.forEach(element -> copy.add(masked(path, element)));
            return ConfigValueFactory.fromIterable(copy);
        }
        String text = String.valueOf(value.unwrapped());
        String shown = mask(path, text);
        return text.isEmpty() || shown.equals(text) ? value : ConfigValueFactory.fromAnyRef(shown);
    }

    private static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key.toLowerCase(Locale.ROOT));
    }

    private static String maskUrl(String value) {
        return QUERY_SECRET.matcher(USER_INFO.matcher(value).replaceAll(MASK)).replaceAll(MASK);
    }
}
