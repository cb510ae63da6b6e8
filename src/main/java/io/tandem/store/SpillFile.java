package io.tandem.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that wait on disk, one JSON object a line. While they are read back new ones go to a new file, so nothing is lost
 * whenever the process ends: at worst a record is read twice.
 */
final class SpillFile {
    private static final Logger log = LoggerFactory.getLogger(SpillFile.class);

    private final Path file;
    private final Path reading;

    SpillFile(Path file) {
        this.file = file;
        this.reading = file.resolveSibling(file.getFileName() + ".reading");
    }

    /** Adds records. Blocks. */
    synchronized void append(List<CallRecord> records) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(RecordJson.write(record)).append('\n'));
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Reads everything back in batches and then forgets it. Blocks. What {@code take} throws ends it; the next call then begins anew.
     */
    void drain(int batchSize, Consumer<List<CallRecord>> take) throws IOException {
        synchronized (this) {
            if (!Files.exists(reading)) {
                if (!Files.exists(file)) {
                    return;
                }
                Files.move(file, reading);
            }
        }
        List<CallRecord> batch = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(reading)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line, batch);
                if (batch.size() == batchSize) {
                    take.accept(List.copyOf(batch));
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            take.accept(batch);
        }
        Files.delete(reading);
    }

    /** A process that was killed may have left half a line. */
    private void parse(String line, List<CallRecord> batch) {
        try {
            batch.add(RecordJson.read(line, CallRecord.class));
        } catch (JsonProcessingException e) {
            log.error("{}: a line is no call record and is left out: {}", file, line);
        }
    }
}
