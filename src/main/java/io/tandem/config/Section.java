package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One `{…}` of the configuration while it is read. Reading is the schema: a key that was not asked for by the time the section is
 * closed is an unknown key. A faulty value is noted and replaced by a harmless one, so that reading goes on to the next fault;
 * the result is thrown away in that case.
 */
final class Section implements AutoCloseable {
    private final String path;
    private final Config config;
    private final Faults faults;
    private final ConfigOrigin origin;
    private final TreeSet<String> known = new TreeSet<>();

    Section(String path, Config config, Faults faults) {
        this(path, config, faults, config.root().origin());
    }

    private Section(String path, Config config, Faults faults, ConfigOrigin origin) {
        this.path = path;
        this.config = config;
        this.faults = faults;
        this.origin = origin;
    }

    /** This section with defaults for keys that it leaves out: for lists and maps, whose entries the manual cannot hold. */
    Section withDefaults(String hocon) {
        return new Section(path, config.withFallback(ConfigFactory.parseString(hocon)), faults, origin);
    }

    /** Whether {@code key} is there; makes it a known key. */
    boolean has(String key) {
        known.add(key);
        return config.hasPath(ConfigUtil.quoteString(key));
    }

    String text(String key) {
        return read(key, "a text", Config::getString, value -> true, "");
    }

    boolean flag(String key) {
        return read(key, "true or false", Config::getBoolean, value -> true, false);
    }

    int integer(String key, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        return read(key, expected, Config::getInt, value -> value >= min && value <= max, min);
    }

    int port(String key) {
        return integer(key, 0, 65_535);
    }

    Duration duration(String key, Duration min, Duration max) {
        String expected = "a time from " + text(min) + " to " + text(max) + ", such as 500ms, 5s or 2m";
        return read(
                key,
                expected,
                Config::getDuration,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                min);
    }

    /** A size in bytes that fits an int. */
    int bytes(String key, int min, int max) {
        String expected = "a size from " + min + " to " + max + " bytes, such as 64KiB or 4MiB";
        return Math.toIntExact(
                read(key, expected, Config::getBytes, value -> value >= min && value <= max, (long) min));
    }

    List<String> texts(String key) {
        return read(key, "a list of texts", Config::getStringList, value -> true, List.of());
    }

    /** One word of a table, without regard to case. */
    <T> T word(String key, Map<String, T> table, T harmless) {
        String expected = oneOf(table);
        Map<String, T> byWord = lowerCase(table);
        return as(key, expected, word -> byWord.get(word.toLowerCase(Locale.ROOT)), harmless);
    }

    /** A list of words of a table, at least one, none twice. */
    <T> List<T> words(String key, Map<String, T> table) {
        Map<String, T> byWord = lowerCase(table);
        String expected = "one or more, none twice, of " + String.join(", ", new TreeSet<>(table.keySet()));
        return read(
                key,
                expected,
                (source, at) -> source.getStringList(at).stream()
                        .map(word -> required(byWord.get(word.toLowerCase(Locale.ROOT)), at, word))
                        .toList(),
                list -> !list.isEmpty() && list.stream().distinct().count() == list.size(),
                List.of());
    }

    /** A text that {@code parse} understands; null or an {@link IllegalArgumentException} from it is a fault. */
    <T> T as(String key, String expected, Function<String, ? extends T> parse, T harmless) {
        return read(
                key,
                expected,
                (source, at) -> required(parse.apply(source.getString(at)), at, source.getString(at)),
                value -> true,
                harmless);
    }

    /** Texts that {@code parse} understands, each judged alone. */
    <T> List<T> listAs(String key, String expected, Function<String, ? extends T> parse) {
        List<T> parsed = new ArrayList<>();
        int size = texts(key).size();
        for (int index = 0; index < size; index++) {
            ConfigValue value = config.getList(ConfigUtil.quoteString(key)).get(index);
            try {
                parsed.add(required(parse.apply(String.valueOf(value.unwrapped())), key, ""));
            } catch (IllegalArgumentException | ConfigException e) {
                faults.add(value, at(key) + "[" + index + "]", expected);
            }
        }
        return List.copyOf(parsed);
    }

    /** http(s) URLs with a host. */
    List<URI> webAddresses(String key) {
        return listAs(key, "an http:// or https:// URL with a host", Section::webAddress);
    }

    static URI webAddress(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    /** A nested `{…}`; empty when it is absent or something else. */
    Section section(String key) {
        Config child = read(key, "a section {…}", Config::getConfig, value -> true, ConfigFactory.empty());
        return new Section(at(key), child, faults);
    }

    /** The sections of a map with names of the user's own, in the order of the names. */
    Map<String, Section> named(String key) {
        Section map = section(key);
        Map<String, Section> sections = new LinkedHashMap<>();
        new TreeSet<>(map.config.root().keySet()).forEach(name -> sections.put(name, map.section(name)));
        return sections;
    }

    /** The name-to-text pairs of a map with names of the user's own. */
    Map<String, String> pairs(String key) {
        Section map = section(key);
        Map<String, String> pairs = new LinkedHashMap<>();
        new TreeSet<>(map.config.root().keySet()).forEach(name -> pairs.put(name, map.text(name)));
        return pairs;
    }

    /** The sections of a list. */
    List<Section> sections(String key) {
        List<? extends ConfigValue> list =
                read(key, "a list of sections [{…}]", Config::getList, value -> true, List.of());
        return IntStream.range(0, list.size())
                .mapToObj(index -> listed(list.get(index), at(key) + "[" + index + "]"))
                .toList();
    }

    private Section listed(ConfigValue value, String at) {
        if (value instanceof ConfigObject object) {
            return new Section(at, object.toConfig(), faults);
        }
        faults.add(value, at, "a section {…}");
        return new Section(at, ConfigFactory.empty(), faults);
    }

    /** The first line of a file that {@code key} names: a secret that is not to stand in the configuration. Empty with a fault. */
    String firstLine(String key, String file, String what) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            String line = lines.isEmpty() ? "" : lines.get(0).strip();
            if (line.isEmpty()) {
                fault(key, file, "a file whose first line is the " + what + "; it is empty");
            }
            return line;
        } catch (IOException | IllegalArgumentException e) {
            fault(key, file, "a readable text file whose first line is the " + what);
            return "";
        }
    }

    /** Notes a fault of this section's {@code key} that only shows when several values are seen together. */
    void fault(String key, String value, String expected) {
        faults.add(has(key) ? config.getValue(ConfigUtil.quoteString(key)).origin() : origin, at(key), value, expected);
    }

    /** Reports keys that nobody asked for. */
    @Override
    public void close() {
        config.root().forEach((key, value) -> {
            if (!known.contains(key)) {
                String expected = Suggestion.nearest(key, known)
                        .map(near -> "a known one; did you mean " + near + "?")
                        .orElse("one of " + String.join(", ", known));
                // Not its value: it may be a secret whose key has a slip of the pen.
                faults.add(value.origin(), at(key), "unknown key", expected);
            }
        });
    }

    private <T> T read(
            String key,
            String expected,
            BiFunction<Config, String, ? extends T> getter,
            Predicate<T> valid,
            T harmless) {
        known.add(key);
        String quoted = ConfigUtil.quoteString(key);
        if (!config.hasPath(quoted)) {
            faults.add(origin, at(key), "missing", expected);
            return harmless;
        }
        try {
            T value = getter.apply(config, quoted);
            if (valid.test(value)) {
                return value;
            }
        } catch (ConfigException | IllegalArgumentException e) {
            // The text below says more about the value than the exception would.
        }
        ConfigValue value = config.getValue(quoted);
        faults.add(value.origin(), at(key), shown(value), expected);
        return harmless;
    }

    private static <T> T required(@Nullable T value, String path, String text) {
        if (value == null) {
            throw new ConfigException.BadValue(path, text);
        }
        return value;
    }

    private String at(String key) {
        return path + "." + key;
    }

    private static String shown(ConfigValue value) {
        return value.valueType() == ConfigValueType.OBJECT ? "{…}" : String.valueOf(value.unwrapped());
    }

    private static String oneOf(Map<String, ?> table) {
        return "one of " + String.join(", ", new TreeSet<>(table.keySet()));
    }

    private static <T> Map<String, T> lowerCase(Map<String, T> table) {
        Map<String, T> byWord = new LinkedHashMap<>();
        table.forEach((word, value) -> byWord.put(word.toLowerCase(Locale.ROOT), value));
        return byWord;
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
