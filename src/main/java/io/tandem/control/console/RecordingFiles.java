package io.tandem.control.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Recordings that may be played: files under the recording folder, wherever links lead. */
final class RecordingFiles {
    private final Path folder;

    RecordingFiles(Path folder) {
        this.folder = folder;
    }

    /** The file of a record, unless it is gone or elsewhere. Blocks. */
    Optional<Path> find(String recorded) {
        try {
            Path file = Path.of(recorded).toRealPath();
            return file.startsWith(folder.toRealPath()) && Files.isRegularFile(file) && Files.isReadable(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
