package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lays the sources of the configuration over each other, the later over the earlier, and resolves substitutions. */
final class Layers {
    /**
     * Our choices for Akka. reference.conf includes them, but in the one-jar build it is concatenated with Akka's own, where the
     * last wins; so they are laid over it once more.
     */
    private static final String AKKA = "tandem-akka.conf";

    /** Routes of several files stand in the order of the files' names; none hides another's. */
    private static final List<String> STRUNG_TOGETHER = List.of("routes", "outbound");

    private final Sources sources;
    private final Faults faults;
    private final Config substitutes;

    Layers(Sources sources, Faults faults) {
        this.sources = sources;
        this.faults = faults;
        // Substitutions such as ${?HOME} see the environment that was handed in, not the process's.
        this.substitutes = ConfigFactory.parseMap(quoted(sources.environment()), "environment");
    }

    /** Everything, resolved; keys of no library and not ours are faults. */
    Config merged() {
        Config builtIn = ConfigFactory.parseResources(AKKA).withFallback(ConfigFactory.defaultReferenceUnresolved());
        Config reference = resolve(builtIn);
        Config files = sipFolder().withFallback(actorsFile());
        files.root().forEach((key, value) -> {
            if (!reference.root().containsKey(key)) {
                String near = Suggestion.nearest(key, reference.root().keySet()).orElse("tandem");
                faults.add(value.origin(), key, "unknown section", "a known one; did you mean " + near + "?");
            }
        });
        Config merged =
                flags().withFallback(Environment.read(sources.environment())).withFallback(files);
        return resolve(merged.withFallback(builtIn));
    }

    /** The configuration file, or the path where it was looked for. */
    Path file() {
        return sources.file().orElse(Path.of(Sources.DEFAULT_FILE));
    }

    private Config actorsFile() {
        if (Files.isRegularFile(file())) {
            return parse(file());
        }
        if (sources.file().isPresent()) {
            faults.add(new Fault("--config", "file", file().toString(), "a readable file"));
        }
        return ConfigFactory.empty();
    }

    private Config sipFolder() {
        Path folder = file().toAbsolutePath().resolveSibling(Sources.SIP_FOLDER);
        if (!Files.isDirectory(folder)) {
            return ConfigFactory.empty();
        }
        Config merged = ConfigFactory.empty();
        Map<String, List<ConfigValue>> lists = new TreeMap<>();
        for (Path file : confFiles(folder)) {
            Config parsed = resolve(parse(file));
            for (String key : STRUNG_TOGETHER) {
                if (parsed.hasPath(key) && parsed.getValue(key) instanceof ConfigList list) {
                    lists.computeIfAbsent(key, first -> new ArrayList<>()).addAll(list);
                    parsed = parsed.withoutPath(key);
                }
            }
            merged = parsed.withFallback(merged);
        }
        for (Map.Entry<String, List<ConfigValue>> list : lists.entrySet()) {
            merged = merged.withValue(list.getKey(), ConfigValueFactory.fromIterable(list.getValue()));
        }
        return merged.atPath("tandem.sip");
    }

    private List<Path> confFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            faults.add(new Fault(folder.toString(), "folder", String.valueOf(e.getMessage()), "a readable folder"));
            return List.of();
        }
    }

    private Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException e) {
            faults.add(e.origin(), file.toString(), "unreadable", "valid HOCON: " + e.getMessage());
            return ConfigFactory.empty();
        }
    }

    private Config flags() {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, Sources.Flag> flag : sources.flags().entrySet()) {
            config = config.withValue(
                    flag.getKey(),
                    ConfigValueFactory.fromAnyRef(
                            flag.getValue().value(), flag.getValue().name()));
        }
        return config;
    }

    private Config resolve(Config config) {
        try {
            Config resolved = config.withFallback(substitutes).resolve(ConfigResolveOptions.noSystem());
            for (String variable : substitutes.root().keySet()) {
                if (!config.root().containsKey(variable)) {
                    resolved = resolved.withoutPath(ConfigUtil.quoteString(variable));
                }
            }
            return resolved;
        } catch (ConfigException e) {
            faults.add(e.origin(), "substitution", "unresolved", "a key or variable that exists: " + e.getMessage());
            return config.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
        }
    }

    private static Map<String, Object> quoted(Map<String, String> environment) {
        Map<String, Object> quoted = new HashMap<>();
        environment.forEach((name, value) -> quoted.put(ConfigUtil.quoteString(name), value));
        return quoted;
    }
}
