package io.tandem.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that the user sees all of it at once. */
final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    void add(Fault fault) {
        faults.add(fault);
    }

    void add(ConfigValue value, String path, String expected) {
        add(value.origin(), path, shown(value), expected);
    }

    void add(@Nullable ConfigOrigin origin, String path, String value, String expected) {
        faults.add(new Fault(describe(origin), path, Secrets.mask(path, value), expected));
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** file:line where there is one, else what the library or the loader calls the source. */
    static String describe(@Nullable ConfigOrigin origin) {
        if (origin == null) {
            return "configuration";
        }
        String file = origin.filename();
        if (file == null || origin.lineNumber() < 1) {
            return origin.description();
        }
        return file + ":" + origin.lineNumber();
    }

    private static String shown(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> "{…}";
            case LIST -> "[…]";
            case NULL -> "null";
            default -> String.valueOf(value.unwrapped());
        };
    }
}
