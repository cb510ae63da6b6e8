package io.tandem.config;

import io.tandem.store.StoreSettings;
import java.nio.file.Path;

/** Reads `tandem.store`: where call records are kept. */
final class StoreReader {
    private StoreReader() {}

    static StoreSettings read(Section given) {
        try (Section section = given) {
            return new StoreSettings(
                    section.as(
                            "url",
                            "a JDBC URL jdbc:h2:… or jdbc:postgresql:…, or nothing",
                            text -> text.matches("|jdbc:(h2|postgresql):.+") ? text : null,
                            ""),
                    section.text("user"),
                    section.text("password"),
                    section.integer("pool", 1, 100),
                    section.integer("keep", 0, 36_500),
                    section.integer("max-waiting", 1, 1_000_000),
                    section.as("spill-file", "a path", Path::of, Path.of("")));
        }
    }
}
