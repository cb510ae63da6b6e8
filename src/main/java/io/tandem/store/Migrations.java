package io.tandem.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The table of migrations, in order. Named one by one: a jar need not tell what its folders hold. */
final class Migrations implements ResourceProvider {
    private static final String FOLDER = "/db/migration/";
    private static final List<String> FILES = List.of("V1__call_record.sql");

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return FILES.contains(name) ? new Migration(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return FILES.stream()
                .filter(file ->
                        file.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(file::endsWith))
                .map(file -> (LoadableResource) new Migration(file))
                .toList();
    }

    private static final class Migration extends LoadableResource {
        private final String file;

        Migration(String file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            InputStream sql = Migrations.class.getResourceAsStream(FOLDER + file);
            return new InputStreamReader(Objects.requireNonNull(sql, file), StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + file;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return FOLDER + file;
        }

        @Override
        public String getFilename() {
            return file;
        }

        @Override
        public String getRelativePath() {
            return file;
        }
    }
}
