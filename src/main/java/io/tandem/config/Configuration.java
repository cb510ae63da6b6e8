package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.util.List;

/** What came of reading the configuration. */
public sealed interface Configuration {

    /** It is right. */
    record Valid(Settings settings, Config effective) implements Configuration {

        /** The `tandem` section as it is in force, secrets masked. */
        public String print() {
            ConfigRenderOptions options = ConfigRenderOptions.defaults()
                    .setComments(false)
                    .setOriginComments(false)
                    .setJson(false);
            return "tandem {\n"
                    + Secrets.masked(effective.getConfig("tandem"))
                            .root()
                            .render(options)
                            .indent(4)
                    + "}\n";
        }
    }

    /** It is not: everything that is wrong, never empty. */
    record Invalid(List<Fault> faults) implements Configuration {}

    /** Reads all sources. */
    static Configuration read(Sources sources) {
        return SettingsReader.read(sources);
    }
}
